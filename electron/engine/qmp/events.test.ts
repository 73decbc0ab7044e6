import { describe, expect, it, vi } from 'vitest'
import { type Logger, silentLogger } from '../../platform/logger.ts'
import type { QmpEvent } from './events.ts'
import { answer, event, FakeServer, send } from './fake-server.test-support.ts'
import { dial, serve } from './fake-session.test-support.ts'

describe('events', () => {
  it('tells events in order, and not the ones nobody knows', async () => {
    const server = await serve(
      FakeServer.polite((request, socket) => {
        send(socket, event('STOP'))
        send(socket, event('RTC_CHANGE', { offset: 1 }))
        send(socket, event('SHUTDOWN', { guest: true, reason: 'guest-shutdown' }))
        answer(socket, request)
      }),
    )
    const client = await dial(server)
    const events: QmpEvent[] = []
    const remove = client.onEvent((one) => events.push(one))
    await client.execute('system_powerdown')
    const timestamp = { seconds: 1_700_000_000, microseconds: 5 }
    expect(events).toEqual([
      { event: 'STOP', data: {}, timestamp },
      { event: 'SHUTDOWN', data: { guest: true, reason: 'guest-shutdown' }, timestamp },
    ])
    remove()
    await client.execute('system_powerdown')
    expect(events).toHaveLength(2)
  })

  it('lets a listener that throws harm nobody', async () => {
    const server = await serve(
      FakeServer.polite((request, socket) => {
        send(socket, event('RESUME'))
        answer(socket, request)
      }),
    )
    const errors: string[] = []
    const logger: Logger = { ...silentLogger, error: (message) => errors.push(message) }
    const client = await dial(server, { logger })
    const other = vi.fn<(event: QmpEvent) => void>()
    client.onEvent(() => {
      throw new Error('listener')
    })
    client.onEvent(other)
    await client.execute('cont')
    expect(other).toHaveBeenCalledOnce()
    expect(errors).toEqual(['a QMP listener failed'])
  })

  it('goes on with timers and commands during a flood, and loses none of it', async () => {
    const total = 100_000
    const server = await serve(
      FakeServer.polite((request, socket) => {
        if (request.execute !== 'cont') {
          answer(socket, request)
          return
        }
        const line = `${JSON.stringify(event('RESUME'))}\r\n`
        let sent = 0
        const flood = (): void => {
          while (sent < total) {
            const batch = Math.min(500, total - sent)
            sent += batch
            if (!socket.write(line.repeat(batch))) return
          }
          socket.off('drain', flood)
          answer(socket, request)
        }
        socket.on('drain', flood)
        flood()
      }),
    )
    const client = await dial(server)
    let seen = 0
    let seenAtTimer = -1
    client.onEvent(() => {
      seen += 1
      if (seen === 1) setTimeout(() => (seenAtTimer = seen), 0)
    })
    const flooded = client.execute('cont', undefined, { timeoutMs: 60_000 })
    await flooded
    expect(seen).toBe(total)
    // A timer of 0 ms ran long before the flood was over.
    expect(seenAtTimer).toBeGreaterThan(0)
    expect(seenAtTimer).toBeLessThan(total / 2)
  })
})
