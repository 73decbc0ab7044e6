/**
 * The entry that has the desktop start the app as its user logs in, in the form of the Desktop Entry
 * Specification 1.5 (https://specifications.freedesktop.org/desktop-entry-spec/latest/).
 */

/** `command`: a program's path and its arguments. Pure. */
export const autostartEntry = (command: readonly string[]): string =>
  `[Desktop Entry]
Type=Application
Version=1.5
Name=Guesthouse
Comment=Virtual machines that run as you
Comment[de]=Virtuelle Maschinen, die unter dem eigenen Konto laufen
Exec=${command.map(execArgument).join(' ')}
Icon=org.guesthouse.Guesthouse
Terminal=false
StartupNotify=false
X-GNOME-Autostart-enabled=true
`

/** Characters that need no quotation marks, a small part of those that are allowed to have none. */
const PLAIN = /^[\w@+=:,./-]+$/

/**
 * An argument of Exec: a literal percent sign is doubled; in quotation marks `"`, `` ` ``, `$` and the
 * backslash are escaped. The backslash escapes in every string of the file as well, so what is in
 * quotation marks is escaped twice. A line break is written as the file's own escape.
 */
function execArgument(argument: string): string {
  const literal = argument.replaceAll('%', '%%')
  const quoted = PLAIN.test(argument) ? literal : `"${literal.replace(/["`$\\]/g, '\\$&')}"`
  return quoted.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}

/**
 * Whether the desktop acts on an entry: one that is hidden counts as removed, and GNOME and others
 * switch one off by a key of their own. Pure.
 */
export function isEnabled(entry: string): boolean {
  const value = (key: string): string | undefined =>
    new RegExp(`^${key}\\s*=\\s*(\\w+)\\s*$`, 'm').exec(entry)?.[1]?.toLowerCase()
  return value('Hidden') !== 'true' && value('X-GNOME-Autostart-enabled') !== 'false'
}
