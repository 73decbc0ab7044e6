/** What the command line or the tray asked for, and Guesthouse could not do. */
export const launchErrors = {
  NO_SUCH_MACHINE: {
    message: 'There is no machine called “{{name}}”.',
    next: 'Look the name up in the list of machines, and use it as it is written there.',
  },
  NAME_NOT_UNIQUE: {
    message: '{{count}} machines are called “{{name}}”.',
    next: 'Give one of them another name, or use its id instead of the name: {{ids}}.',
  },
  NOT_ALL_SAVED: {
    message: 'Guesthouse goes on, because not every machine could be saved: {{names}}.',
    next: 'Shut these machines down, or quit and leave them running.',
  },
} as const
