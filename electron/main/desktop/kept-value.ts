import type { Logger } from '../../platform/logger.ts'
import type { SessionBus, SignalMatch } from './session-bus.ts'

interface Options<T> {
  readonly bus: SessionBus
  /** At each of these it is read anew: what a signal says itself is not relied on. */
  readonly signals: readonly SignalMatch[]
  readonly read: () => Promise<T>
  /** What was read, or null while that is not known. */
  readonly tell: (value: T | null) => void
  readonly logger: Logger
}

/** Keeps a value that somebody on the bus has; one reading at a time. */
export function keepValue<T>({ bus, signals, read, tell, logger }: Options<T>): () => void {
  let reading = false
  let again = false
  let stopped = false
  const refresh = (): void => {
    again = true
    if (!reading) void readAll()
  }
  const readAll = async (): Promise<void> => {
    reading = true
    again = false
    const value = await read().catch((error: unknown) => {
      logger.debug('not read from the desktop', { error: String(error) })
      return null
    })
    reading = false
    if (stopped) return
    tell(value)
    if (again) void readAll()
  }
  const stops = [
    bus.onJoined(refresh),
    bus.onLost(() => tell(null)),
    ...signals.map((signal) => bus.watch(signal, refresh)),
  ]
  return () => {
    stopped = true
    for (const stop of stops) stop()
  }
}
