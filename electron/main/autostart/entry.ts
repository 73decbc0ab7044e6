/**
 * The entry that has the desktop start the app as its user logs in, in the form of the Desktop Entry
 * Specification 1.5 (https://specifications.freedesktop.org/desktop-entry-spec/latest/).
 */

/** Tells an entry of ours from one that a person wrote. */
const OURS = 'X-Guesthouse-Autostart=true'

/** `command`: a program's path and its arguments. Pure. */
export const autostartEntry = (command: readonly string[]): string =>
  `[Desktop Entry]
Type=Application
Name=Guesthouse
Comment=Virtual machines that run as you
Comment[de]=Virtuelle Maschinen, die unter dem eigenen Konto laufen
${tryExec(command)}Exec=${command.map(execArgument).join(' ')}
Icon=org.guesthouse.Guesthouse
Terminal=false
StartupNotify=false
X-GNOME-Autostart-enabled=true
${OURS}
`

/** Characters that need no quotation marks, a small part of those that are allowed to have none. */
const PLAIN = /^[\w@+=:,./-]+$/

/** Has the desktop pass over the entry once the program is gone. Left out where it needs escapes. */
const tryExec = ([program = '']: readonly string[]): string =>
  PLAIN.test(program) ? `TryExec=${program}\n` : ''

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

/** Whether this app wrote the entry. Pure. */
export const isOurs = (entry: string): boolean => entry.split('\n').includes(OURS)

/** Whether two entries start the same program in the same way. Pure. */
export const startSame = (one: string, other: string): boolean =>
  linesThatStart(one) === linesThatStart(other)

const linesThatStart = (entry: string): string =>
  entry
    .split('\n')
    .filter((line) => /^(Try)?Exec=/.test(line))
    .join('\n')

/**
 * Whether the desktop acts on an entry: one that is hidden counts as removed, and GNOME and others
 * switch one off by a key of their own. Pure.
 */
export function isEnabled(entry: string): boolean {
  const value = (key: string): string | undefined =>
    new RegExp(`^${key}\\s*=\\s*(\\w+)\\s*$`, 'm').exec(entry)?.[1]?.toLowerCase()
  return value('Hidden') !== 'true' && value('X-GNOME-Autostart-enabled') !== 'false'
}
