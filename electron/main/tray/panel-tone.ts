/** Desktops whose panel is dark whatever the theme of windows is. */
const darkPanels = new Set(['gnome', 'unity', 'pantheon', 'budgie'])

/**
 * The tone of the panel that the icon is on, as well as it can be known: nothing tells it. `desktop` is
 * XDG_CURRENT_DESKTOP, names with colons between them. Pure.
 */
export function panelTone(desktop: string | undefined, darkTheme: boolean): 'light' | 'dark' {
  const names = (desktop ?? '').toLowerCase().split(':')
  // GNOME Classic, as the only one of GNOME's sessions, has a light panel.
  if (names.includes('gnome-classic')) return darkTheme ? 'dark' : 'light'
  return darkTheme || names.some((name) => darkPanels.has(name)) ? 'dark' : 'light'
}
