import { readdirSync } from 'node:fs'
import { guestIdSchema } from '../../shared/domain/guest-config.ts'
import type { SettingsView } from '../../shared/domain/settings.ts'
import type { Logger } from '../platform/logger.ts'
import { readSettings } from './settings/parse-settings.ts'
import { readSettingsText } from './settings/read-text.ts'
import type { SettingsStore } from './settings/settings-file.ts'

/** Whether anything in the guests' folder has a guest's name. Synchronous: windows wait for it. */
function hasGuests(guestsDir: string): boolean {
  try {
    return readdirSync(guestsDir).some((name) => guestIdSchema.safeParse(name).success)
  } catch {
    return false
  }
}

/** Whether the file itself asks for the first-run pages: then they are shown to anybody. */
function asksForThem({ path }: SettingsView): boolean {
  const there = readSettingsText(path)
  const read = there.kind === 'text' ? readSettings(there.text) : null
  if (read?.ok !== true) return false
  const { firstRun } = read.content as { firstRun?: { done?: unknown } | null }
  return firstRun?.done === false
}

/**
 * Settings in which somebody who has machines, or has been through the first-run pages, is done with
 * them for as long as the file does not ask for them: it may be older than the pages, or be lost while
 * the app runs. It holds from the first moment, and is written to the file, but not to one that is no
 * settings: that is to be mended by hand.
 */
export function firstRunForNewUsers(
  settings: SettingsStore,
  { guestsDir, logger }: { readonly guestsDir: string; readonly logger: Logger },
): SettingsStore {
  // Not looked at later: who is on the pages makes the first machine there.
  let isOld = hasGuests(guestsDir)
  const withIt = (view: SettingsView): SettingsView => {
    isOld ||= view.settings.firstRun.done
    if (!isOld || view.settings.firstRun.done || asksForThem(view)) return view
    return { ...view, settings: { ...view.settings, firstRun: { done: true } } }
  }
  const keep = (view: SettingsView): void => {
    if (withIt(view) === view || view.problems.some(({ setting }) => setting === '')) return
    settings.change({ firstRun: { done: true } }).catch((error: unknown) => {
      logger.warn('the end of the first run is not kept', { error })
    })
  }
  keep(settings.view())
  settings.onChange(keep)
  return {
    ...settings,
    view: () => withIt(settings.view()),
    get: () => withIt(settings.view()).settings,
    onChange: (listener) => settings.onChange((view) => listener(withIt(view))),
  }
}
