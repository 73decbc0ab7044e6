export const console = {
  console: {
    screenOf: 'Screen of {{name}}. Press Enter to type into the machine.',
    connecting: 'Connecting to the screen…',
    ended: 'The connection to the screen has ended.',
    endedNext: 'The machine itself goes on. Connect again to see it.',
    noScreen: 'This machine has no screen.',
    noScreenNext: 'Use its serial console.',
    held: 'Keys go to the machine. Press and let go of Ctrl+Alt to get them back.',
    free: 'Click the screen, or press Enter on it, to type into the machine.',
    ctrlAltDel: 'Send Ctrl+Alt+Del',
  },
} as const
