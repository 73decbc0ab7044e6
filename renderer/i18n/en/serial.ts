export const serial = {
  serial: {
    label: 'Serial console of {{name}}. Press Enter to type into the machine.',
    connecting: 'Connecting to the serial console…',
    ended: 'The connection to the serial console has ended.',
    off: 'The machine is off. This is what it printed last.',
    nothing: 'The machine is off. What it prints appears here while it runs.',
    restarted: 'The machine was started again',
    skipped: '{{size}} passed over because they came too fast',
    held: 'Keys go to the machine. Press and let go of Ctrl+Alt to get them back.',
    free: 'Click the console, or press Enter on it, to type into the machine.',
    port: 'Port {{device}}',
  },
} as const
