import type { SaveBlockerCode } from '../../domain/save-blockers.ts'

/** What keeps a machine from being saved; fills „Das ist im Weg: …“. */
export const saveBlockersDe: Record<SaveBlockerCode, string> = {
  DISPOSABLE: 'ihre Änderungen werden beim Ausschalten verworfen',
  CLIPBOARD: 'ihre Zwischenablage wird geteilt',
  NVME: 'sie hat ein NVMe-Laufwerk',
  USB: 'sie hat ein USB-Gerät, das nicht gespeichert werden kann',
  FOLDER: 'sie teilt einen Ordner',
  GRAPHICS: 'sie benutzt beschleunigte Grafik',
  DISK_FORMAT: 'sie hat ein Laufwerk in einem Format, das nicht gespeichert werden kann',
  PROCESSOR: 'ihr Prozessor hat eine Eigenschaft, die nicht gespeichert werden kann',
  TPM: 'ihr TPM kann nicht gespeichert werden',
  OTHER: 'ein Gerät erlaubt es nicht',
}
