import type { native } from '../en/native.ts'
import type { Texts } from '../texts.ts'

export const nativeDe: Texts<typeof native> = {
  chooseNewFile: 'Einen Namen für die Datei wählen',
  choose: {
    cdrom: 'Ein CD-Abbild wählen',
    disk: 'Ein Festplattenabbild wählen',
    kernel: 'Einen Kernel wählen',
    initrd: 'Eine Initial-RAM-Disk wählen',
    folder: 'Einen Ordner wählen',
    any: 'Eine Datei wählen',
  },
  allFiles: 'Alle Dateien',
  cdromImages: 'CD-Abbilder',
  diskImages: 'Festplattenabbilder',
  stoppedTwice: {
    message: 'Das Fenster ist zweimal abgestürzt.',
    next: 'Die Maschinen laufen weiter. Geschieht es noch einmal, bitte mit dem Protokoll melden.',
  },
  openAgain: 'Das Fenster wieder öffnen',
  unresponsive: {
    message: 'Das Fenster antwortet nicht.',
    next: 'Die Maschinen laufen weiter. Was im Fenster eingegeben und nicht gespeichert wurde, geht verloren, wenn es neu geladen wird.',
  },
  wait: 'Warten',
  loadAgain: 'Neu laden',
}
