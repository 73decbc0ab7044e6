import type { disksFolderErrors } from '../../../domain/errors/disks-folder.ts'
import type { Sentences } from '../../sentences.ts'

export const disksFolderErrorsDe: Record<keyof typeof disksFolderErrors, Sentences> = {
  DISKS_FOLDER_MISSING: {
    message: 'Der Ordner für Festplatten, {{path}}, ist nicht da.',
    next: 'Das Laufwerk anschließen, auf dem er liegt, oder in den Einstellungen einen anderen Ordner wählen.',
  },
  DISKS_FOLDER_NOT_A_FOLDER: {
    message: '{{path}} ist eine Datei. Darin können keine Festplatten liegen.',
    next: 'In den Einstellungen einen Ordner wählen.',
  },
  DISKS_FOLDER_NOT_WRITABLE: {
    message: 'In den Ordner für Festplatten, {{path}}, kann nichts geschrieben werden.',
    next: 'Seine Rechte ändern oder in den Einstellungen einen anderen Ordner wählen.',
  },
  DISKS_FOLDER_AWAY: {
    message: 'Die Festplatten der Maschine können nicht gelöscht werden: {{path}} ist nicht da.',
    next: 'Das Laufwerk anschließen, auf dem sie liegen, oder die Maschine löschen und ihre Festplatten behalten.',
  },
}
