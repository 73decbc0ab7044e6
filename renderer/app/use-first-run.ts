import { useSettings } from '../stores/settings-store.ts'
import { useView } from '../stores/view-store.ts'

/** Main opens the page of somebody new at index.html?first-run. */
const startsNew = new URLSearchParams(window.location.search).has('first-run')

/**
 * Whether the first-run pages are to be seen; `unsure` until the settings have come, where nothing
 * is better than a moment of the window's pages.
 */
export function useFirstRun(): 'shown' | 'done' | 'unsure' {
  const known = useSettings((state) => state.known)
  const done = useSettings(({ settings }) => settings.firstRun.done)
  const left = useView(({ firstRunLeft }) => firstRunLeft)
  if (left) return 'done'
  if (!known) return startsNew ? 'unsure' : 'done'
  return done ? 'done' : 'shown'
}
