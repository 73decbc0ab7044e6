/** Of the system daemon, and of asking it. */
export const daemonErrors = {
  DAEMON_CONFIG_INVALID: {
    message: 'Line {{line}} of {{path}} cannot be used: {{reason}}.',
    next: 'Correct the file, then run “guesthoused configure”.',
  },
  DAEMON_CONFIG_UNSAFE: {
    message: 'Somebody other than root may write to {{path}}.',
    next: 'Look at what it says, then run “chown root:root {{path}}; chmod 644 {{path}}”.',
  },
  DAEMON_AS_ROOT: {
    message: 'The daemon guesthoused does not run as root.',
    next: 'Start it as a service with “systemctl start {{unit}}”.',
  },
  CONFIGURE_NEEDS_ROOT: {
    message: 'Only root may change how the services of guesthoused are started.',
    next: 'Run “sudo guesthoused configure”.',
  },
  CONFIGURED_FILE_STRANGE: {
    message: '{{path}} is not a regular file, so it is not replaced.',
    next: 'Move it away, then run “guesthoused configure”.',
  },
  CAPABILITY_UNNEEDED: {
    message: 'The daemon was started with {{capability}}, which nothing that is switched on needs.',
    next: 'Start it by systemctl or by the command “guesthoused”, which takes away what is not needed.',
  },
  SYSTEM_BUS_SILENT: {
    message: 'The system bus (D-Bus) does not answer.',
    next: 'See by “systemctl status dbus.service” whether it runs.',
  },
  FEATURE_OFF: {
    message: '{{feature}} is switched off on this computer.',
    next: 'An administrator switches it on with the line “{{feature}} = true” below [features] in {{path}}, then runs “guesthoused configure”.',
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
