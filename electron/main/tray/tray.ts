import { trayDe } from '../../../shared/i18n/de/tray.ts'
import { tray as trayEn } from '../../../shared/i18n/en/tray.ts'
import type { Language } from '../../../shared/i18n/language.ts'
import type { Connection } from '../../connections/connection.ts'
import type { Source } from '../ipc/source.ts'
import { commandGuest } from '../launch/command-guest.ts'
import { type ErrandParts, show } from '../launch/errand-parts.ts'
import { runErrand } from '../launch/run-errand.ts'
import type { SettingsStore } from '../settings/settings-file.ts'
import { type TrayAction, trayModel, type TrayTexts } from './menu-model.ts'
import type { TrayIcon, TrayIconOptions } from './tray-icon.ts'

export interface TrayParts extends ErrandParts {
  readonly settings: Pick<SettingsStore, 'get' | 'onChange'>
  readonly desktop: Source<'desktop'>
  readonly language: () => Language
  readonly createIcon: (options: TrayIconOptions) => TrayIcon
  /** Tells of what fails itself, and then does not quit. */
  readonly saveAllAndQuit: () => void
  readonly quit: () => void
}

export interface TrayControl {
  /** Whether the desktop shows the icon now. */
  isShown(): boolean
  /**
   * The same, once it is known. `patient` waits for a desktop that shows no icons yet, too: panels may
   * come later than the app when somebody logs in.
   */
  settled(patient: boolean): Promise<boolean>
  close(): void
}

const texts: Record<Language, TrayTexts> = { en: trayEn, de: trayDe }

/** ms between two changes of the menu: one operation changes a guest's view several times. */
const CALM_MS = 100
/** ms after which a desktop is taken to show no icons. */
const PATIENCE_MS = 10_000

/**
 * Keeps the icon and its menu as things are. The icon is there only while something shows icons: one
 * that is made before is never shown (Chromium registers it once).
 */
export function startTray(parts: TrayParts): TrayControl {
  const { settings, desktop } = parts
  const waiting = new Set<() => void>()
  let connection: Connection | null = null
  let icon: TrayIcon | null = null
  let calm: NodeJS.Timeout | undefined
  let closed = false

  const isWanted = (): boolean => settings.get().desktop.tray
  const update = (): void => {
    calm = undefined
    if (closed) return
    if (!isWanted() || desktop.view().trayHost !== true) {
      icon?.remove()
      icon = null
    } else {
      icon ??= parts.createIcon({
        onClick: parts.openMain,
        perform: (action) => void act(action, parts),
        followsDesktop: () => settings.get().appearance.theme === 'system',
      })
      icon.show(
        trayModel({
          guests: connection?.list() ?? [],
          names: settings.get().privacy.namesInTray,
          texts: texts[parts.language()],
        }),
      )
    }
    for (const look of waiting) look()
  }
  const updateSoon = (): void => {
    if (!closed) calm ??= setTimeout(update, CALM_MS)
  }
  const stops = [settings.onChange(update), desktop.onChange(update)]
  // Who opened the connection is told of its failure.
  parts.connection.then(
    (opened) => {
      connection = opened
      stops.push(opened.onChange(updateSoon))
      update()
    },
    () => {},
  )
  update()

  return {
    isShown: () => icon !== null,
    settled: (patient) =>
      new Promise((resolve) => {
        const isKnown = (): boolean => {
          const { trayHost } = desktop.view()
          return !isWanted() || trayHost === true || (trayHost === false && !patient)
        }
        const end = (): void => {
          clearTimeout(limit)
          waiting.delete(look)
          resolve(icon !== null)
        }
        const look = (): void => {
          if (isKnown()) end()
        }
        const limit = setTimeout(end, PATIENCE_MS)
        waiting.add(look)
        look()
      }),
    close() {
      closed = true
      clearTimeout(calm)
      for (const stop of stops) stop()
      icon?.remove()
      icon = null
    },
  }
}

/** Never rejects. */
async function act(action: TrayAction, parts: TrayParts): Promise<void> {
  switch (action.do) {
    case 'quick-start':
      return runErrand({ kind: 'quick-start', name: null, hidden: false, atLogin: false }, parts)
    case 'new-machine':
    case 'host-check':
      return show(parts, { kind: action.do })
    case 'show':
      return show(parts, { kind: 'guest', id: action.id })
    case 'open':
      return parts.openMain()
    case 'save-all-and-quit':
      return parts.saveAllAndQuit()
    case 'quit':
      return parts.quit()
    case 'start':
    case 'resume':
    case 'save':
    case 'shutdown':
      return commandGuest(await parts.connection, action.id, action.do, parts)
  }
}
