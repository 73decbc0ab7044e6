import type { otherManagersErrors } from '../../../domain/errors/other-managers.ts'
import type { Sentences } from '../../sentences.ts'

export const otherManagersErrorsDe: Record<keyof typeof otherManagersErrors, Sentences> = {
  FOUND_MACHINE_RUNNING: {
    message: 'Die Maschine {{name}} läuft in ihrem eigenen Verwalter.',
    next: 'Sie dort herunterfahren. Dann übernehmen.',
  },
  FOUND_MACHINE_TAKEN: {
    message: 'Die Festplatten von {{name}} verwendet schon {{machine}}.',
    next: 'Diese Maschine verwenden oder die andere als Kopie übernehmen.',
  },
  FOUND_MACHINE_SAVED: {
    message: 'Die Maschine {{name}} ist in ihrem eigenen Verwalter gesichert, mit ihrem Speicher.',
    next: 'Sie dort starten und herunterfahren. Dann übernehmen.',
  },
  FOUND_MACHINE_SILENT: {
    message: 'Die Dateien der Maschine in {{path}} antworten nicht.',
    next: 'Das Laufwerk oder die Netzwerkfreigabe prüfen, auf der sie liegen.',
  },
  QUICKEMU_NOT_READ: {
    message: 'Die Quickemu-Datei {{path}} ist nicht lesbar, ohne sie auszuführen: Zeile {{line}}.',
    next: 'Dort einfache Werte schreiben, wie quickget es tut. Oder aus der Festplatte eine neue Maschine machen.',
  },
}
