import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PortForward } from '../../../../shared/domain/guest-config.ts'
import { silentLogger } from '../../../platform/logger.ts'
import { type BoundedChild, startChild } from '../../capabilities/bounded-child.ts'
import { findQemu } from '../../capabilities/index.ts'
import { openQmp, type QmpClient } from '../../qmp/index.ts'
import { usedOnUsernet } from '../addresses.ts'
import { changeSlirpForwards } from './change-slirp-forwards.ts'

let child: BoundedChild
let qmp: QmpClient
beforeEach(async () => {
  expect(process.getuid?.(), 'QEMU is never run as root').not.toBe(0)
  child = await startChild({
    file: await findQemu(process.env),
    args: [
      ...[
        '-nodefaults',
        '-no-user-config',
        '-display',
        'none',
        '-machine',
        'none',
        '-qmp',
        'stdio',
      ],
      ...['-netdev', '{"type":"user","id":"net0-net","restrict":true}'],
    ],
  })
  const streams = { readable: child.process.stdout, writable: child.process.stdin }
  qmp = await openQmp(streams, { greetingTimeoutMs: 20_000 })
})
afterEach(async () => {
  child.kill()
  await child.ended
})

async function freePort(): Promise<number> {
  const server = createServer().listen({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function listens(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port })
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

const tcp = (hostPort: number): PortForward => ({
  ...{ protocol: 'tcp', address: '127.0.0.1', hostPort, guestPort: 80 },
})

describe('the forwards of a guest that runs', { timeout: 60_000 }, () => {
  it('are added and removed', async () => {
    const [first, second] = [await freePort(), await freePort()]
    const guest = { qmp, logger: silentLogger }
    await changeSlirpForwards(guest, 'net0-net', [], [tcp(first)])
    expect(await listens(first)).toBe(true)
    const usernet = { 'command-line': 'info usernet' }
    const text = await qmp.execute('human-monitor-command', usernet)
    expect(usedOnUsernet(text, 'net0-net')).toEqual(['10.0.2.15'])

    await changeSlirpForwards(guest, 'net0-net', [tcp(first)], [tcp(second)])
    expect([await listens(first), await listens(second)]).toEqual([false, true])
    await changeSlirpForwards(guest, 'net0-net', [tcp(second)], [])
    expect(await listens(second)).toBe(false)
  })

  it('are as before when one of them is refused', async () => {
    const server = createServer().listen({ host: '127.0.0.1', port: 0 })
    await once(server, 'listening')
    const { port: taken } = server.address() as AddressInfo
    const [kept, added] = [await freePort(), await freePort()]
    const guest = { qmp, logger: silentLogger }
    await changeSlirpForwards(guest, 'net0-net', [], [tcp(kept)])
    const wanted = [tcp(added), tcp(taken)]
    await expect(changeSlirpForwards(guest, 'net0-net', [tcp(kept)], wanted)).rejects.toMatchObject(
      { code: 'PORT_FORWARD_REFUSED', params: { port: taken } },
    )
    expect([await listens(kept), await listens(added)]).toEqual([true, false])
    server.close()
  })
})
