/**
 * A read that many may ask for at once: one runs, one waits, and whoever asks meanwhile is told what that
 * one finds, which begins after they asked. So they make no queue, however many they are.
 */
export function sharedRead<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve()
  let waiting: Promise<T> | null = null
  const begin = (): Promise<T> => {
    waiting = null
    const begun = read()
    running = begun.catch(() => {})
    return begun
  }
  return () => (waiting ??= running.then(begin))
}
