/** Of the system daemon, and of asking it. */
export const daemonErrors = {
  DAEMON_CONFIG_INVALID: {
    message: 'Line {{line}} of {{path}} cannot be used: {{reason}}.',
    next: 'Correct the file, then run: guesthoused configure',
  },
  DAEMON_CONFIG_UNSAFE: {
    message: 'Somebody other than root may write to {{path}}.',
    next: 'Look at what it says, then run: chown root:root {{path}}; chmod 644 {{path}}',
  },
  DAEMON_AS_ROOT: {
    message: 'guesthoused does not run as root.',
    next: 'Start it as a service: systemctl start {{unit}}',
  },
  CONFIGURE_NEEDS_ROOT: {
    message: 'Only root may change how the services of guesthoused are started.',
    next: 'Run: sudo guesthoused configure',
  },
  CONFIGURED_FILE_STRANGE: {
    message: '{{path}} is not a regular file, so it is not replaced.',
    next: 'Move it away, then run: guesthoused configure',
  },
  CAPABILITY_UNNEEDED: {
    message: 'The daemon was started with {{capability}}, which nothing that is switched on needs.',
    next: 'Start it by systemctl or by the command “guesthoused”, which takes away what is not needed.',
  },
  SYSTEM_BUS_SILENT: {
    message: 'The system bus (D-Bus) does not answer.',
    next: 'See whether it runs: systemctl status dbus.service',
  },
  FEATURE_OFF: {
    message: '{{feature}} is switched off on this computer.',
    next: 'An administrator switches it on with the line “{{feature}} = true” below [features] in {{path}}, then runs: guesthoused configure',
  },
  CAPABILITY_MISSING: {
    message: '{{feature}} is switched on, but the daemon was started without {{capability}}.',
    next: 'An administrator runs “guesthoused configure”, then the commands that it prints.',
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
