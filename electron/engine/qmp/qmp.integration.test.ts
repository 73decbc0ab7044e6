import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BoundedChild, startChild } from '../capabilities/bounded-child.ts'
import { findQemu } from '../capabilities/index.ts'
import { openQmp, type QmpClient } from './index.ts'

let child: BoundedChild
let client: QmpClient
beforeEach(async () => {
  expect(process.getuid?.(), 'QEMU is never run as root').not.toBe(0)
  child = await startChild({
    file: await findQemu(process.env),
    args: [
      ...['-nodefaults', '-no-user-config', '-display', 'none', '-S'],
      ...['-machine', 'q35', '-accel', 'tcg', '-qmp', 'stdio'],
    ],
  })
  const streams = { readable: child.process.stdout, writable: child.process.stdin }
  client = await openQmp(streams, { greetingTimeoutMs: 20_000 })
})
afterEach(async () => {
  child.kill()
  await child.ended
})

describe('QMP with the real QEMU', { timeout: 60_000 }, () => {
  it('asks, steers, and hears what happens', async () => {
    const events: string[] = []
    client.onEvent(({ event }) => events.push(event))
    const { qemu } = await client.execute('query-version')
    expect(client.version).toBe(`${qemu.major}.${qemu.minor}.${qemu.micro}`)
    expect(await client.execute('query-status')).toMatchObject({ status: 'prelaunch' })
    await client.execute('cont')
    expect(await client.execute('query-status')).toMatchObject({ status: 'running', running: true })
    await client.execute('stop')
    expect(await client.execute('query-status')).toMatchObject({ status: 'paused' })
    expect(events).toEqual(['RESUME', 'STOP'])
    expect(await client.execute('query-kvm')).toMatchObject({ enabled: false })
    expect(await client.execute('query-cpus-fast')).toHaveLength(1)
    expect(await client.execute('query-block')).toEqual([])
    const text = await client.execute('human-monitor-command', { 'command-line': 'info version' })
    expect(text.trim()).toContain(client.version)
  })

  it('gives the words of a refusal', async () => {
    const asked = client.execute('device-list-properties', { typename: 'no-such-device' })
    await expect(asked).rejects.toMatchObject({
      code: 'QEMU_REFUSED',
      params: { reason: expect.stringContaining('no-such-device') },
      cause: { errorClass: 'DeviceNotFound' },
    })
  })

  it('tells the reason of the end before the end', async () => {
    const seen: string[] = []
    client.onEvent((event) => {
      if (event.event === 'SHUTDOWN') seen.push(event.data.reason)
    })
    const closed = new Promise<Error | null>((resolve) => client.onClose(resolve))
    await client.execute('quit')
    expect(await closed).toBeNull()
    expect(seen).toEqual(['host-qmp-quit'])
    expect(await child.ended).toEqual({ code: 0, signal: null })
  })
})
