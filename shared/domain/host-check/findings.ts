/**
 * What the host check finds. A closed list, like that of the errors: what is so, and what is lost by
 * it, where something is. `{{name}}` is filled from the finding's params; `bytes` is a size.
 */
export const findingCatalogue = {
  // Of any row
  CHECK_FAILED: {
    message: 'This could not be checked.',
    lost: 'Nothing is known of it.',
  },
  CHECK_TOOK_TOO_LONG: {
    message: 'The check did not come to an end within {{seconds}} s.',
    lost: 'Nothing is known of it.',
  },
  CHECK_NEEDS_QEMU: {
    message: 'Without a QEMU that works this cannot be checked.',
    lost: 'Nothing is known of it.',
  },
  CHECK_NEEDS_ORDINARY_USER: {
    message: 'As root this is not checked: it holds for the account that machines run as.',
    lost: 'Nothing is known of it.',
  },

  // Hardware acceleration
  KVM_PROVED: {
    message: 'Hardware acceleration works: the self-test took {{kvm}} ms, without it {{tcg}} ms.',
  },
  KVM_PROVED_ALONE: {
    message: 'Hardware acceleration works: the self-test took {{kvm}} ms.',
  },
  KVM_FEATURES_LEFT_OUT: {
    message: 'KVM refuses a part of this processor ({{features}}), which is left out.',
    lost: 'Machines do without that part.',
  },
  KVM_NOT_OFFERED: {
    message:
      'The processor offers no virtualisation. It may be switched off in the firmware (VT-x, AMD-V).',
    lost: 'Machines run many times slower.',
  },
  KVM_NOT_LOADED: {
    message:
      'The processor can accelerate machines, but the kernel module {{module}} is not loaded.',
    lost: 'Machines run many times slower.',
  },
  KVM_MISSING: {
    message: 'There is no /dev/kvm here.',
    lost: 'Machines run many times slower.',
  },
  KVM_NO_PERMISSION: {
    message: 'The device /dev/kvm is there, and this account may not use it.',
    lost: 'Machines run many times slower.',
  },
  KVM_CANNOT_BE_OPENED: {
    message: 'The device /dev/kvm is there and cannot be opened.',
    lost: 'Machines run many times slower.',
  },
  KVM_DIES: {
    message: 'QEMU ends when it uses hardware acceleration.',
    lost: 'Machines run without it, many times slower.',
  },
  KVM_UNUSABLY_SLOW: {
    message:
      'Hardware acceleration is there and too slow to be used: the self-test did not come to an end.',
    lost: 'Machines run without it, many times slower than they could.',
  },
  KVM_SLOWER: {
    message:
      'Hardware acceleration is slower than none: the self-test took {{kvm}} ms, without it {{tcg}} ms.',
    lost: 'Machines run without it.',
  },

  // QEMU
  QEMU_FOUND: {
    message: 'QEMU {{version}} is installed ({{path}}).',
  },
  QEMU_MISSING: {
    message: 'QEMU is not installed.',
    lost: 'No machine can be started.',
  },
  QEMU_OLD: {
    message: 'QEMU {{found}} is too old: Guesthouse needs {{needed}} or newer.',
    lost: 'No machine can be started.',
  },
  QEMU_BROKEN: {
    message: 'QEMU is installed ({{path}}) and does not answer as it should.',
    lost: 'No machine can be started.',
  },
  QEMU_IMG_MISSING: {
    message: 'The program qemu-img is not installed.',
    lost: 'Disks can be neither made nor changed.',
  },
  QEMU_BEFORE_STREAM: {
    message: 'QEMU {{version}} is older than 7.2.',
    lost: 'Machines can use neither passt nor private networks.',
  },

  // UEFI and Secure Boot
  FIRMWARE_COMPLETE: {
    message: 'UEFI is there, and Secure Boot with its keys.',
  },
  FIRMWARE_WITHOUT_KEYS: {
    message: 'UEFI is there, and Secure Boot without keys.',
    lost: 'Secure Boot checks nothing until keys are enrolled inside a machine.',
  },
  FIRMWARE_WITHOUT_SECURE_BOOT: {
    message: 'UEFI is there, without Secure Boot.',
    lost: 'Systems that ask for Secure Boot, such as Windows 11, do not install.',
  },
  FIRMWARE_MISSING: {
    message: 'No UEFI firmware is installed.',
    lost: 'Machines start with a BIOS only. Windows 11 does not install.',
  },

  // TPM
  TPM_FOUND: {
    message: 'Machines can have a TPM ({{path}}).',
  },
  TPM_PROGRAM_MISSING: {
    message: 'The program {{program}} is not installed.',
    lost: 'Machines can have no TPM. Windows 11 does not install.',
  },

  // Sound
  SOUND_WORKS: {
    message: 'Machines play and record through {{server}}, which answers.',
  },
  SOUND_SERVER_SILENT: {
    message: 'No sound server answers.',
    lost: 'Machines are silent.',
  },
  SOUND_DRIVER_MISSING: {
    message: 'The sound server answers ({{server}}), and QEMU lacks the part that plays to it.',
    lost: 'Machines are silent.',
  },

  // Network
  PASST_WORKS: {
    message: 'Machines reach the network through passt, and this computer only where allowed.',
  },
  PASST_WITHOUT_ADDRESS: {
    message: 'The network works by passt, which is older than August 2024.',
    lost: 'An administrator inside a machine can reach what listens on this computer alone (127.0.0.1).',
  },
  PASST_WITHOUT_NAMES: {
    message: 'This passt cannot ask the name server of this computer (127.0.0.53).',
    lost: 'Machines find no names in the network until one is entered in them.',
  },
  PASST_MISSING: {
    message: 'The program passt is not installed.',
    lost: 'Machines reach no network, unless they are given access to this computer too.',
  },
  PASST_FAILS: {
    message: 'The program passt is installed and does not start here.',
    lost: 'Machines reach no network, unless they are given access to this computer too.',
  },
  PASST_NEEDS_NEWER_QEMU: {
    message: 'The program passt is installed, and QEMU {{version}} is too old for it (7.2).',
    lost: 'Machines reach no network, unless they are given access to this computer too.',
  },

  // Bridges
  BRIDGE_READY: {
    message: 'Machines can join the local network by {{bridges}}.',
  },
  BRIDGE_NONE: {
    message: 'This computer has no bridge.',
    lost: 'Machines cannot be on the local network with addresses of their own.',
  },
  BRIDGE_HELPER_NOT_INSTALLED: {
    message: "QEMU's bridge helper is not installed.",
    lost: 'Machines cannot be on the local network with addresses of their own.',
  },
  BRIDGE_HELPER_WITHOUT_RIGHT: {
    message: "QEMU's bridge helper ({{helper}}) lacks the right to join a bridge.",
    lost: 'Machines cannot be on the local network with addresses of their own.',
  },
  BRIDGE_ACL_MISSING: {
    message: 'The file {{file}} is missing or cannot be used, so no bridge is allowed.',
    lost: 'Machines cannot be on the local network with addresses of their own.',
  },
  BRIDGE_ACL_DENIES: {
    message: 'The file {{file}} does not allow machines on {{bridges}}.',
    lost: 'Machines cannot be on the local network with addresses of their own.',
  },

  // Shared folders
  VIRTIOFS_WORKS: {
    message: 'Folders are shared through virtiofs ({{path}}).',
  },
  VIRTIOFS_WITHOUT_SANDBOX: {
    message: 'Folders are shared through virtiofs ({{path}}), which cannot lock itself in here.',
    lost: 'A machine that breaks out of it reaches all files of this account.',
  },
  VIRTIOFS_MISSING: {
    message: 'The program virtiofsd is not installed.',
    lost: 'Folders are shared through 9p, which is slower.',
  },
  VIRTIOFS_NOT_FOR_USERS: {
    message: 'This virtiofsd ({{path}}) does not work for an ordinary account: 1.13 is needed.',
    lost: 'Folders are shared through 9p, which is slower.',
  },

  // Graphics
  RENDER_NODE_WORKS: {
    message: 'Machines can draw with the graphics device {{node}}.',
  },
  RENDER_NODE_MISSING: {
    message: 'There is no graphics device that draws (/dev/dri/renderD128).',
    lost: 'Screens have no 3D acceleration.',
  },
  RENDER_NODE_NO_PERMISSION: {
    message: 'This account may not use the graphics device {{node}}.',
    lost: 'Screens have no 3D acceleration.',
  },
  RENDER_DRIVER_MISSING: {
    message: 'The graphics device {{node}} is there, and QEMU lacks the part that draws with it.',
    lost: 'Screens have no 3D acceleration.',
  },

  // USB
  USB_WORKS: {
    message: 'Of {{count}} USB devices that are plugged in, {{usable}} can be lent to machines.',
  },
  USB_NO_PERMISSION: {
    message: 'This account may use none of the {{count}} USB devices that are plugged in.',
    lost: 'No USB device can be lent to a machine. Under Hardware each one has the line that allows it.',
  },
  USB_NOTHING_PLUGGED_IN: {
    message: 'No USB device is plugged in that could be tried.',
    lost: 'Nothing is known of it. Plug one in and check again.',
  },
  USB_NONE: {
    message: 'This computer has no USB.',
    lost: 'No USB device can be lent to a machine.',
  },

  // The user manager
  MANAGER_LINGERS: {
    message: 'Machines run under systemd, apart from this app, and may go on after logging out.',
  },
  MANAGER_ENDS_AT_LOGOUT: {
    message: 'Machines run under systemd, apart from this app, until the account logs out.',
    lost: 'Machines that are left running at logout end with the session.',
  },
  MANAGER_MISSING: {
    message: 'No systemd looks after this account.',
    lost: 'Machines have no limits of processor and memory, and may end with the session.',
  },
  MANAGER_SILENT: {
    message: 'The systemd of this account does not answer.',
    lost: 'Machines have no limits of processor and memory, and may end with the session.',
  },

  // System daemons
  DAEMON_NONE: {
    message: 'Machines run as this account. A system daemon is not installed, and not needed.',
  },
  DAEMON_INSTALLED: {
    message: 'The system daemon {{name}} is installed and not running.',
    lost: 'This version does not show its machines. Those of this account do not need it.',
  },
  DAEMON_RUNNING: {
    message: 'The system daemon {{name}} runs.',
    lost: 'This version does not show its machines. Those of this account do not need it.',
  },
  DAEMON_RUNNING_AS: {
    message: 'The system daemon {{name}} runs as {{account}}.',
    lost: 'This version does not show its machines. Those of this account do not need it.',
  },

  // Tray
  TRAY_SHOWN: {
    message: 'The desktop shows tray icons.',
  },
  TRAY_MISSING: {
    message: 'The desktop shows no tray icons.',
    lost: 'Machines cannot be started from there, and Guesthouse ends with its last window.',
  },
  TRAY_UNKNOWN: {
    message: 'The desktop does not say whether it shows tray icons.',
    lost: 'Nothing is known of it.',
  },

  // Disk space
  SPACE_ENOUGH: {
    message: 'There are {{bytes}} free where disks are kept ({{path}}).',
  },
  SPACE_LITTLE: {
    message: 'Only {{bytes}} are free where disks are kept ({{path}}).',
    lost: 'Most systems do not fit: they ask for 20 GiB and more.',
  },
  SPACE_NONE: {
    message: 'Hardly anything is free where disks are kept ({{path}}): {{bytes}}.',
    lost: 'Machines stop when they write. Make room, or keep disks elsewhere.',
  },
  SPACE_NOT_WRITABLE: {
    message: 'This account may not write where disks are kept ({{path}}).',
    lost: 'No machine can be made there. Choose another folder in the settings.',
  },
  SPACE_FOLDER_MISSING: {
    message: 'The folder where disks are kept is not there ({{path}}).',
    lost: 'No machine can be made there. Choose another folder in the settings.',
  },

  // inotify
  WATCHES_ENOUGH: {
    message: 'Up to {{instances}} programs of this account can follow changes of files (inotify).',
  },
  WATCHES_FEW: {
    message:
      'This computer allows few watches of files: {{instances}} instances, {{watches}} watches.',
    lost: 'With many programs open, changes of files are noticed late.',
  },
  WATCHES_USED_UP: {
    message: 'The watches of files that this account may have are used up (inotify).',
    lost: 'Starts take longer, and changes of files are noticed late.',
  },

  // File descriptors
  FILES_ENOUGH: {
    message: 'A program may have {{limit}} files open.',
  },
  FILES_UNLIMITED: {
    message: 'A program may have any number of files open.',
  },
  FILES_FEW: {
    message: 'A program may have no more than {{limit}} files open.',
    lost: 'Many machines at once, and shared folders with many files, may fail.',
  },
} as const satisfies Record<string, { message: string; lost?: string }>

export type FindingCode = keyof typeof findingCatalogue

/** What was found, with what fills its sentences. */
export interface Finding {
  readonly code: FindingCode
  readonly params: Readonly<Record<string, string | number>>
}
