import type { hostCheckWords } from '../en/host-check-words.ts'
import type { Texts } from '../texts.ts'

export const hostCheckWordsDe: Texts<typeof hostCheckWords> = {
  rows: {
    acceleration: 'Beschleunigung',
    qemu: 'QEMU',
    firmware: 'UEFI, Secure Boot',
    tpm: 'TPM',
    sound: 'Ton',
    network: 'Netzwerk',
    bridge: 'Bridges',
    'shared-folders': 'Geteilte Ordner',
    graphics: '3D-Grafik',
    usb: 'USB-Geräte',
    'user-manager': 'systemd',
    'system-daemon': 'Systemdienst',
    tray: 'Infobereich',
    space: 'Freier Platz',
    watches: 'Dateiüberwachung',
    files: 'Offene Dateien',
  },
  verdicts: {
    good: 'Gut',
    limited: 'Eingeschränkt',
    missing: 'Fehlt',
    unknown: 'Nicht geprüft',
  },
}
