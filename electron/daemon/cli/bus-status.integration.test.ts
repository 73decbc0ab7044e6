import { sessionBus } from 'dbus-next'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DAEMON_BUS_NAME } from '../../../shared/domain/daemon.ts'
import { makePrivateBus, type PrivateBus } from '../../platform/testing/private-bus.ts'
import { heldCapabilities } from '../privileges/held-capabilities.ts'
import { busStatus } from './bus-status.ts'

let bus: PrivateBus
beforeEach(async () => {
  bus = await makePrivateBus('system')
})
afterEach(() => bus.dispose())

const ask = () => busStatus({ ...process.env, ...bus.env })

it('tells of whoever has the name of the daemon', async () => {
  await bus.start()
  await expect(ask()).resolves.toBeNull()
  const daemon = sessionBus({ busAddress: `unix:path=${bus.socket}` })
  try {
    await daemon.requestName(DAEMON_BUS_NAME, 0)
    const { effective } = await heldCapabilities()
    await expect(ask()).resolves.toMatchObject({
      ...{ pid: process.pid, uid: process.getuid?.(), capabilities: effective },
      account: expect.stringMatching(/^[a-z]/),
    })
  } finally {
    daemon.disconnect()
  }
})

it('says that there is no bus', async () => {
  await expect(ask()).rejects.toMatchObject({ code: 'SYSTEM_BUS_SILENT' })
})
