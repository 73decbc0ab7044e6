/**
 * The command without what the daemon may do: ambient capabilities reach every child otherwise
 * (capabilities(7)), and setpriv(1) sheds them before the program begins.
 */
export const unprivileged = (
  command: readonly [string, ...string[]],
): [program: string, ...args: string[]] => [
  'setpriv',
  ...['--inh-caps=-all', '--ambient-caps=-all', '--no-new-privs', '--'],
  ...command,
]
