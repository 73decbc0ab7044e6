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
  BRIDGE_NOT_OFFERED: {
    message: 'Machines may not join {{bridge}} through the system daemon.',
    next: 'An administrator adds it to “bridges” below [network] in {{path}}, then runs “guesthoused configure”.',
  },
  BRIDGE_NOT_THERE: {
    message: 'This computer has no bridge {{bridge}}.',
    next: 'Choose another bridge, or have an administrator make it.',
  },
  TAP_ACCOUNT_REFUSED: {
    message: 'The account with the number {{uid}} gets no TAP device: it is not a person’s.',
    next: 'Run the machine under the account of a person.',
  },
  TAPS_OF_ACCOUNT_USED: {
    message: 'This account has {{limit}} TAP devices already, and may not have more.',
    next: 'Stop a machine that is on a bridge, or have an administrator raise “taps-per-user” in {{path}}.',
  },
  TAPS_OF_BRIDGE_USED: {
    message: '{{limit}} machines are on {{bridge}} already, and more may not be.',
    next: 'Stop a machine that is on it, or have an administrator raise “taps-per-bridge” in {{path}}.',
  },
  TAP_NOT_FOUND: {
    message: 'This account has no TAP device {{device}} of the system daemon.',
    next: 'Start the machine again to get another.',
  },
  TAP_IN_USE: {
    message: 'A program has the TAP device {{device}} open.',
    next: 'Stop the machine that uses it.',
  },
  TAP_FAILED: {
    message: 'The TAP device on {{bridge}} could not be made.',
    next: 'An administrator looks into “journalctl -u guesthouse-network.service”.',
  },
  TAP_NOT_REMOVED: {
    message: 'The TAP device {{device}} could not be removed.',
    next: 'An administrator looks into “journalctl -u guesthouse-network.service”.',
  },
  NETWORK_SERVICE_GONE: {
    message: 'The service that makes TAP devices does not answer.',
    next: 'An administrator looks at “systemctl status guesthouse-network.service”.',
  },
  NETWORK_SOCKET_UNSAFE: {
    message: 'The folder {{path}} is not closed to other accounts, so nothing is offered in it.',
    next: 'Make it the folder of the account that this runs as, with mode 0750.',
  },
  NAT_NETWORK_MISSING: {
    message: 'This version of the daemon has no network of its own with address translation.',
    next: 'Use a bridge of the computer’s, or the user network.',
  },
} as const
