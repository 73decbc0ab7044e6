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
} as const
