/** About machines of other managers. */
export const otherManagersErrors = {
  FOUND_MACHINE_RUNNING: {
    message: 'The machine {{name}} is running in its own manager.',
    next: 'Shut it down there. Then take it over.',
  },
  FOUND_MACHINE_TAKEN: {
    message: 'The disks of {{name}} are used by {{machine}} already.',
    next: 'Use that machine, or take this one over as a copy.',
  },
  FOUND_MACHINE_SAVED: {
    message: 'The machine {{name}} is saved by its own manager, with its memory.',
    next: 'Start it there and shut it down. Then take it over.',
  },
  FOUND_MACHINE_SILENT: {
    message: 'The files of the machine in {{path}} do not answer.',
    next: 'Check the drive or the network share that they are on.',
  },
  QUICKEMU_NOT_READ: {
    message: 'The Quickemu file {{path}} cannot be read without running it, at line {{line}}.',
    next: 'Write plain values there, as quickget does. Or make a new machine of its disk.',
  },
} as const
