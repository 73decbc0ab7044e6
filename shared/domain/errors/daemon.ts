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
  FILE_UNSAFE: {
    message: '{{path}} is not handed over to a machine: {{reason}}.',
    next: 'Put a plain file of its own in its place.',
  },
  FILE_NOT_ACCESSIBLE: {
    message: 'Machines of this computer run as {{account}}, which may not use {{path}}.',
    next: 'Change the permissions of the file and of its folders, or import the file.',
  },
  ACCOUNT_MISSING: {
    message: 'There is no account {{account}}.',
    next: 'An administrator runs “systemd-sysusers” and starts guesthoused.service again.',
  },
  ACCOUNT_NOT_IN_GROUP: {
    message: 'The daemon’s account is not in the group {{group}}.',
    next: 'An administrator runs “systemd-sysusers” and starts guesthoused.service again.',
  },
  SETPRIV_MISSING: {
    message:
      'The program setpriv, which takes capabilities from what the daemon starts, is missing.',
    next: 'Install the package util-linux.',
  },
  SHARES_ONLY_IN_SESSION: {
    message: 'Folders are shared only with machines of one’s own session.',
    next: 'Take the shared folders out of the machine, or move it to the session.',
  },
  EXTRA_ARGUMENTS_ONLY_IN_SESSION: {
    message: 'Arguments of one’s own are given to QEMU only in one’s own session.',
    next: 'Take them out of the machine, or move it to the session.',
  },
  ADOPTION_ONLY_IN_SESSION: {
    message: 'Machines of other managers are taken over only into one’s own session.',
    next: 'Take the machine over there, then move it to the computer’s machines.',
  },
} as const
