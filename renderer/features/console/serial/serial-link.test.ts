import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Connection, closed, connected, connecting } from '../connection.ts'
import { RETRY_DELAYS, startSerialLink, STEADY_AFTER } from './serial-link.ts'

describe('startSerialLink', () => {
  const sessions: { report: (connection: Connection) => void; ended: boolean; sent: string[] }[] =
    []
  const reported: Connection[] = []

  beforeEach(() => {
    vi.useFakeTimers()
    sessions.length = 0
    reported.length = 0
  })
  afterEach(() => vi.useRealTimers())

  const start = () =>
    startSerialLink(
      (report) => {
        const session = { report, ended: false, sent: [] as string[] }
        sessions.push(session)
        return {
          replaying: false,
          send: (text) => void session.sent.push(text),
          end: () => {
            session.ended = true
          },
        }
      },
      (connection) => reported.push(connection),
    )
  const last = () => {
    const session = sessions.at(-1)
    if (session === undefined) throw new Error('no session')
    return session
  }
  const [first = 0, second = 0] = RETRY_DELAYS

  it('connects again by itself, later and later, and tells of what came of it', () => {
    start()
    last().report(connected)
    last().report(closed('broken'))
    expect(reported).toEqual([connected, closed('broken')])
    vi.advanceTimersByTime(first - 1)
    expect(sessions).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(sessions).toHaveLength(2)
    last().report(connecting)
    last().report(closed('still broken'))
    vi.advanceTimersByTime(second - 1)
    expect(sessions).toHaveLength(2)
    vi.advanceTimersByTime(1)
    last().report(connected)
    expect(reported).toEqual([connected, closed('broken'), closed('still broken'), connected])
  })

  it('does not knock without end at a port that closes again and again', () => {
    start()
    for (const delay of [...RETRY_DELAYS, 5000, 5000]) {
      last().report(connected)
      last().report(closed(null))
      const count = sessions.length
      vi.advanceTimersByTime(delay - 1)
      expect(sessions).toHaveLength(count)
      vi.advanceTimersByTime(1)
      expect(sessions).toHaveLength(count + 1)
    }
    last().report(connected)
    vi.advanceTimersByTime(STEADY_AFTER)
    last().report(closed(null))
    const count = sessions.length
    vi.advanceTimersByTime(first)
    expect(sessions).toHaveLength(count + 1)
  })

  it('connects at once where it is asked to, and once', () => {
    const link = start()
    last().report(closed('broken'))
    link.reconnect()
    expect(sessions.map(({ ended }) => ended)).toEqual([true, false])
    vi.advanceTimersByTime(60_000)
    expect(sessions).toHaveLength(2)
    link.send('x')
    expect(last().sent).toEqual(['x'])
  })

  it('ends', () => {
    const link = start()
    last().report(closed('broken'))
    link.end()
    expect(last().ended).toBe(true)
    vi.advanceTimersByTime(60_000)
    expect(sessions).toHaveLength(1)
    link.send('nobody hears it')
  })
})
