import { readdirSync, readFileSync } from 'node:fs'
import { guestIdSchema } from '../../shared/domain/guest-config.ts'
import type { SettingsView } from '../../shared/domain/settings.ts'
import type { Logger } from '../platform/logger.ts'
import type { SettingsStore } from './settings/settings-file.ts'

/** Whether anything in the guests' folder has a guest's name. Synchronous: windows wait for it. */
function hasGuests(guestsDir: string): boolean {
  try {
    return readdirSync(guestsDir).some((name) => guestIdSchema.safeParse(name).success)
  } catch {
    return false
  }
}

/** Whether the file itself says if the first-run pages are done: then it is right, either way. */
function saysSo({ path }: SettingsView): boolean {
  try {
    const content = JSON.parse(readFileSync(path, 'utf8')) as {
      firstRun?: { done?: unknown } | null
    } | null
    return typeof content?.firstRun?.done === 'boolean'
  } catch {
    return false
  }
}

/**
 * Settings in which somebody who has machines has been through the first-run pages, unless their file
 * says that they are to be shown: it may be older than the pages, or lost. It holds from the first
 * moment, and is written to the file, but not to one that is no settings: that is to be mended by hand.
 */
export function firstRunForNewUsers(
  settings: SettingsStore,
  { guestsDir, logger }: { readonly guestsDir: string; readonly logger: Logger },
): SettingsStore {
  const { firstRun } = settings.get()
  if (firstRun.done || saysSo(settings.view()) || !hasGuests(guestsDir)) return settings
  let written = false
  const withIt = (view: SettingsView): SettingsView =>
    written ? view : { ...view, settings: { ...view.settings, firstRun: { done: true } } }
  if (settings.view().problems.every(({ setting }) => setting !== '')) {
    settings.change({ firstRun: { done: true } }).then(
      () => {
        written = true
      },
      (error: unknown) => logger.warn('the end of the first run is not kept', { error }),
    )
  }
  return {
    ...settings,
    view: () => withIt(settings.view()),
    get: () => withIt(settings.view()).settings,
    onChange: (listener) => settings.onChange((view) => listener(withIt(view))),
  }
}
