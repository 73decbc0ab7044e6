import type { Logger } from '../../platform/logger.ts'
import type { SettableSource } from '../ipc/source.ts'
import { type ColorScheme, followLooks } from './portal-settings.ts'
import type { SessionBus } from './session-bus.ts'
import { followTrayHost } from './tray-host.ts'

interface Options {
  readonly bus: SessionBus
  readonly desktop: SettableSource<'desktop'>
  readonly onColorScheme: (scheme: ColorScheme | null) => void
  readonly logger: Logger
}

/** Keeps the topic `desktop` as the desktop tells it. Returns its end. */
export function followDesktop({ bus, desktop, onColorScheme, logger }: Options): () => void {
  const set = (part: Partial<ReturnType<typeof desktop.view>>): void => {
    const before = desktop.view()
    const view = { ...before, ...part }
    if (view.accent !== before.accent || view.trayHost !== before.trayHost) desktop.set(view)
  }
  const stops = [
    followLooks(
      bus,
      (looks) => {
        // What was told last holds while nobody tells.
        if (looks === null) return
        set({ accent: looks.accent })
        onColorScheme(looks.colorScheme)
      },
      logger,
    ),
    followTrayHost(bus, (trayHost) => set({ trayHost }), logger),
  ]
  // Without a bus nothing shows icons: it is how they are shown.
  bus.join().catch((error: unknown) => {
    logger.info('there is no session bus', { error: String(error) })
    set({ trayHost: false })
  })
  return () => {
    for (const stop of stops) stop()
  }
}
