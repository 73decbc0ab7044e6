import { existsSync, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/**
 * Resolves when the socket file is there. By inotify: looking again and again would either be late
 * or burn time on the path that a person waits for. Rejects when `signal` aborts.
 */
export async function awaitSocketFile(path: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  await new Promise<void>((resolve, reject) => {
    const watcher = watch(dirname(path), { persistent: false })
    const finish = (settle: () => void): void => {
      watcher.close()
      signal.removeEventListener('abort', abort)
      settle()
    }
    const abort = (): void => finish(() => reject(signal.reason))
    const look = (): void => {
      if (existsSync(path)) finish(resolve)
    }
    signal.addEventListener('abort', abort)
    watcher.on('error', (error) => finish(() => reject(error)))
    watcher.on('change', (_event, name) => {
      if (name === null || name === basename(path)) look()
    })
    look()
  })
}
