/** What the host check calls its rows and verdicts, in the window and on a terminal. */
export const hostCheckWords = {
  rows: {
    acceleration: 'Hardware acceleration',
    qemu: 'QEMU',
    firmware: 'UEFI and Secure Boot',
    tpm: 'TPM',
    sound: 'Sound',
    network: 'Network',
    bridge: 'Bridges',
    'shared-folders': 'Shared folders',
    graphics: '3D graphics',
    usb: 'USB devices',
    'user-manager': 'User manager',
    'system-daemon': 'System daemon',
    tray: 'Tray icon',
    space: 'Disk space',
    watches: 'File watches',
    files: 'Open files',
  },
  verdicts: {
    good: 'Good',
    limited: 'Limited',
    missing: 'Missing',
    unknown: 'Not checked',
  },
} as const
