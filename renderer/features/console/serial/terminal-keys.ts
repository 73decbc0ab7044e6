/** What the keyboard can do to a terminal itself. */
export type TerminalCommand = 'search' | 'copy' | 'paste' | 'larger' | 'smaller' | 'reset'

const withShift: ReadonlyMap<string, TerminalCommand> = new Map([
  ['F', 'search'],
  ['C', 'copy'],
  ['V', 'paste'],
])

const withControl: ReadonlyMap<string, TerminalCommand> = new Map([
  ['+', 'larger'],
  ['=', 'larger'],
  ['-', 'smaller'],
  ['0', 'reset'],
])

/** The command of a key; null for all that belong to the guest. */
export function commandOf(event: KeyboardEvent): TerminalCommand | null {
  if (!event.ctrlKey || event.altKey || event.metaKey) return null
  // "+" needs Shift on many keyboards.
  const always = withControl.get(event.key)
  if (always !== undefined && (!event.shiftKey || event.key === '+')) return always
  return event.shiftKey ? (withShift.get(event.key.toUpperCase()) ?? null) : null
}
