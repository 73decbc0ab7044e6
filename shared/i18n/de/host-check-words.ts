import type { hostCheckWords } from '../en/host-check-words.ts'
import type { Texts } from '../texts.ts'

export const hostCheckWordsDe: Texts<typeof hostCheckWords> = {
  rows: {
    acceleration: 'Hardware-Beschleunigung',
    qemu: 'QEMU',
    firmware: 'UEFI und Secure Boot',
    tpm: 'TPM',
    sound: 'Ton',
    network: 'Netz',
    bridge: 'Bridges',
    'shared-folders': 'Geteilte Ordner',
    graphics: '3D-Grafik',
    usb: 'USB-Geräte',
    'user-manager': 'Verwaltung des Kontos',
    'system-daemon': 'Systemdienst',
    tray: 'Infobereich',
    space: 'Speicherplatz',
    watches: 'Dateibeobachtung',
    files: 'Offene Dateien',
  },
  verdicts: {
    good: 'Gut',
    limited: 'Eingeschränkt',
    missing: 'Fehlt',
    unknown: 'Nicht geprüft',
  },
}
