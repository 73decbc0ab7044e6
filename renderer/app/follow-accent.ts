import { useDesktop } from '../stores/desktop-store.ts'
import { useSettings } from '../stores/settings-store.ts'
import { accentStyles } from '../ui/accent-colours.ts'

/** The accent that the window is to have as "#rrggbb"; null for its own amber. */
const accentNow = (): string | null =>
  useSettings.getState().settings.appearance.accent === 'desktop'
    ? useDesktop.getState().accent
    : null

/** Gives the window the desktop's accent, where it tells one and the person wants it. Returns the end. */
export function followAccent(): () => void {
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  let applied: string | null = null
  const apply = (): void => {
    const accent = accentNow()
    if (accent === applied) return
    applied = accent
    sheet.replaceSync(accent === null ? '' : accentStyles(accent))
  }
  apply()
  const ends = [useSettings.subscribe(apply), useDesktop.subscribe(apply)]
  return () => {
    for (const end of ends) end()
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
  }
}
