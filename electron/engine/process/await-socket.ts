import { existsSync, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/** Between two looks where inotify cannot be had. */
const LOOK_EVERY_MS = 20

/**
 * Resolves when the socket file is there. By inotify: looking again and again would either be late
 * or burn time on the path that a person waits for. It is done only where the user's inotify watches
 * are used up. Rejects when `signal` aborts.
 */
export async function awaitSocketFile(path: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  await new Promise<void>((resolve, reject) => {
    let stopWatching = (): void => {}
    const finish = (settle: () => void): void => {
      stopWatching()
      signal.removeEventListener('abort', abort)
      settle()
    }
    const abort = (): void => finish(() => reject(signal.reason))
    const look = (): void => {
      if (existsSync(path)) finish(resolve)
    }
    signal.addEventListener('abort', abort)
    const lookAgainAndAgain = (): void => {
      const timer = setInterval(look, LOOK_EVERY_MS)
      stopWatching = () => clearInterval(timer)
    }
    try {
      const watcher = watch(dirname(path), { persistent: false })
      stopWatching = () => watcher.close()
      watcher.on('error', lookAgainAndAgain)
      watcher.on('change', (_event, name) => {
        if (name === null || name === basename(path)) look()
      })
    } catch {
      lookAgainAndAgain()
    }
    look()
  })
}
