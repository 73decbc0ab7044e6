/** What the host check calls its rows and verdicts, in the window and on a terminal. */
export const hostCheckWords = {
  rows: {
    acceleration: 'Acceleration',
    qemu: 'QEMU',
    firmware: 'UEFI, Secure Boot',
    tpm: 'TPM',
    sound: 'Sound',
    network: 'Network',
    bridge: 'Bridges',
    'shared-folders': 'Shared folders',
    graphics: '3D graphics',
    usb: 'USB devices',
    'user-manager': 'systemd',
    'system-daemon': 'System daemon',
    tray: 'Tray icons',
    space: 'Free space',
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
