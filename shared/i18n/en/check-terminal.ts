/** What the host check says on a terminal beside its rows. */
export const checkTerminal = {
  mend: 'To mend it:',
  afterLogin: 'It holds after the next login.',
  detail: 'In its own words:',
  root: 'Machines do not run as root. Run this as the account that is to have them.',
} as const
