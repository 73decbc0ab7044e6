/** Desktops whose panel is dark whatever the theme of windows is. */
const darkPanels = new Set(['gnome', 'unity', 'pantheon', 'budgie'])

/** `either` where it could be both: the icon has a tone that can be seen on light and on dark. */
export type PanelTone = 'light' | 'dark' | 'either'

/**
 * The tone of the panel that the icon is on, as well as it can be known: nothing tells it. `desktop` is
 * XDG_CURRENT_DESKTOP, names with colons between them; `darkTheme` is that of windows, null where it is
 * not known. Pure.
 */
export function panelTone(desktop: string | undefined, darkTheme: boolean | null): PanelTone {
  const names = (desktop ?? '').toLowerCase().split(':')
  // GNOME Classic, as the only one of GNOME's sessions, has a light panel.
  const isClassic = names.includes('gnome-classic')
  if (!isClassic && names.some((name) => darkPanels.has(name))) return 'dark'
  if (darkTheme === null) return 'either'
  return darkTheme ? 'dark' : 'light'
}
