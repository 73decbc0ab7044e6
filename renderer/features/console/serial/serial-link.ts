import type { Connection } from '../connection.ts'
import type { SerialSession } from './serial-session.ts'

/** ms before each further attempt; the last one is kept to. */
export const RETRY_DELAYS = [250, 1000, 2000, 5000] as const

/** ms that a connection has to last for the next loss to be a first one. */
export const STEADY_AFTER = 5000

export interface SerialLink extends SerialSession {
  /** Does not wait for the next attempt. */
  reconnect(): void
}

/**
 * A session that is started again whenever it ends, until the link is ended. `report` tells of the
 * loss once, and then when it is mended: attempts between are not told.
 */
export function startSerialLink(
  start: (report: (connection: Connection) => void) => SerialSession,
  report: (connection: Connection) => void,
): SerialLink {
  let attempts = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let session: SerialSession | null = null

  const attempt = (): void => {
    clearTimeout(timer)
    session?.end()
    let over = false
    const mine = start((connection) => {
      if (over || connection.state === 'connecting') return
      clearTimeout(timer)
      if (connection.state === 'connected') {
        timer = setTimeout(() => {
          attempts = 0
        }, STEADY_AFTER)
      } else {
        over = true
        timer = setTimeout(attempt, RETRY_DELAYS[Math.min(attempts, RETRY_DELAYS.length - 1)])
        attempts += 1
      }
      report(connection)
    })
    session = mine
  }
  attempt()

  return {
    get replaying() {
      return session?.replaying ?? false
    },
    send: (text) => session?.send(text),
    reconnect: attempt,
    end: () => {
      clearTimeout(timer)
      session?.end()
      session = null
    },
  }
}
