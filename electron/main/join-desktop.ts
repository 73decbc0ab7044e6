import { unknownDesktop } from '../../shared/domain/desktop.ts'
import type { WindowRequest } from '../../shared/domain/window-requests.ts'
import type { Connection } from '../connections/connection.ts'
import type { Logger } from '../platform/logger.ts'
import { followDesktop } from './desktop/desktop.ts'
import { createSessionBus, type SessionBus } from './desktop/session-bus.ts'
import { createSource, type Source } from './ipc/source.ts'
import type { Journal } from './journal/journal.ts'
import { attention } from './notifications/attention.ts'
import { createNotifier } from './notifications/notifier.ts'
import { revealFile } from './notifications/reveal-file.ts'
import type { SettingsStore } from './settings/settings-file.ts'
import { spokenLocale } from './spoken-locale.ts'
import type { Theme } from './theme.ts'

interface Options {
  readonly opened: Promise<Connection>
  readonly journal: Promise<Journal>
  readonly settings: SettingsStore
  readonly theme: Theme
  readonly leaving: Source<'leaving'>
  /** Shows the main window, there. */
  readonly show: (request: WindowRequest) => void
  readonly logger: Logger
}

/** What the app has of the person's desktop. */
export interface JoinedDesktop {
  readonly bus: SessionBus
  readonly view: Source<'desktop'>
  /** Takes back what the desktop shows of us. */
  close(): Promise<void>
}

/** Follows the desktop's looks and tray, and has it tell what happens, once the guests are there. */
export function joinDesktop(options: Options): JoinedDesktop {
  const { opened, journal, settings, theme, leaving, show, logger } = options
  const bus = createSessionBus({ env: process.env, logger })
  const view = createSource<'desktop'>(unknownDesktop)
  const ends = Promise.all([opened, journal]).then(([connection, kept]) => {
    const stopNotifying = createNotifier({
      ...{ bus, connection, journal: kept, attention, settings },
      // The window and its progress tell what becomes of the machines.
      isQuiet: () => leaving.view() !== null,
      locale: spokenLocale,
      ...{ show, reveal: revealFile, logger },
    })
    const unfollow = followDesktop({
      ...{ bus, desktop: view, logger },
      onColorScheme: (scheme) => theme.prefer(scheme),
    })
    return { stopNotifying, unfollow }
  })
  // Who opened the guests is told of the failure.
  ends.catch(() => {})
  return {
    bus,
    view,
    async close() {
      const { stopNotifying, unfollow } = await ends
      unfollow()
      await stopNotifying()
      bus.close()
    },
  }
}
