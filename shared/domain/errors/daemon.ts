/** Of the system daemon, and of asking it. */
export const daemonErrors = {
  DAEMON_CONFIG_INVALID: {
    message: 'Line {{line}} of {{path}} cannot be used: {{reason}}.',
    next: 'Correct the file, then run: guesthoused configure',
  },
  FEATURE_OFF: {
    message: '{{feature}} is switched off on this computer.',
    next: 'An administrator switches it on with the line “{{feature}} = true” below [features] in {{path}}, then runs: guesthoused configure',
  },
  CAPABILITY_MISSING: {
    message: '{{feature}} is switched on, but the daemon was started without {{capability}}.',
    next: 'An administrator runs “guesthoused configure” and restarts guesthoused.service.',
  },
  NOT_AUTHORISED: {
    message: 'This account may not do that ({{action}}).',
    next: 'Ask an administrator of this computer.',
  },
  ARGUMENTS_INVALID: {
    message: 'The daemon cannot use what it was asked: {{reason}}.',
    next: 'Use a program that is made for this version of the daemon.',
  },
  FILE_NOT_ALLOWED: {
    message: '{{path}} is outside of the folders that the machines of this computer may use.',
    next: 'Move the file into one of them, or ask an administrator to allow it in /etc/guesthouse/daemon.toml.',
  },
  FOLDER_UNSAFE: {
    message: '{{path}} is in a folder that other accounts can change.',
    next: 'Send the file to the daemon, or ask an administrator to close the folder to other accounts.',
  },
  GROUP_UNKNOWN: {
    message: 'There is no group {{group}} on this computer.',
    next: 'Correct its name and try again.',
  },
  TOO_MANY_OPEN: {
    message: 'Too many consoles or files of this account are open at the daemon.',
    next: 'Close some of them, then try again.',
  },
  UPLOAD_UNFINISHED: {
    message: 'The file {{name}} has not been sent whole.',
    next: 'Send it again.',
  },
  UPLOAD_IN_USE: {
    message: 'A machine uses the file {{name}}.',
    next: 'Take it out of the machine first.',
  },
  BUS_UNAVAILABLE: {
    message: 'The message bus of this computer cannot be used: {{reason}}.',
    next: 'Start D-Bus, then start guesthoused.service.',
  },
  BUS_LOST: {
    message: 'The connection to the message bus of this computer has ended: {{reason}}.',
    next: 'Start guesthoused.service again; machines that run go on.',
  },
  BUS_NAME_TAKEN: {
    message: 'Another daemon owns {{name}} already, or this account may not own it.',
    next: 'Stop the other one, or install the package of the daemon again.',
  },
} as const
