import type { snapshotsErrors } from '../../../domain/errors/snapshots.ts'
import type { Sentences } from '../../sentences.ts'

export const snapshotsErrorsDe: Record<keyof typeof snapshotsErrors, Sentences> = {
  SNAPSHOT_NOT_FOUND: {
    message: 'Diesen Schnappschuss gibt es nicht mehr.',
    next: 'Vielleicht wurde er in einem anderen Fenster gelöscht.',
  },
  SNAPSHOTS_UNREADABLE: {
    message: 'Die Datei {{path}}, die die Schnappschüsse beschreibt, kann nicht gelesen werden.',
    next: 'Sie aus einer Sicherung zurückholen. Guesthouse lässt sie, wie sie ist.',
  },
  SNAPSHOT_NEEDS_QCOW2: {
    message: 'Das Laufwerk {{path}} hat das Format {{format}}, das keine Schnappschüsse aufnimmt.',
    next: 'Es in qcow2 umwandeln, während die Maschine aus ist, oder es nur lesbar machen.',
  },
  SNAPSHOT_NO_DISK: {
    message: 'Die Maschine hat kein Laufwerk, das einen Schnappschuss aufnehmen könnte.',
    next: 'Zuerst ein Laufwerk hinzufügen.',
  },
  SNAPSHOT_BLOCKED: {
    message: 'Der Arbeitsspeicher dieser Maschine kann nicht gespeichert werden: {{reason}}.',
    next: 'Einen Schnappschuss ohne Arbeitsspeicher machen oder die Maschine zuerst herunterfahren.',
  },
  SNAPSHOT_DISPOSABLE: {
    message: 'Diese Maschine läuft, ohne etwas zu behalten.',
    next: 'Sie ausschalten und zuerst auf gewöhnliche Weise starten.',
  },
  SNAPSHOT_FAILED: {
    message: 'Der Schnappschuss ist fehlgeschlagen: {{reason}}.',
    next: 'Die Maschine ist wie zuvor.',
  },
  SNAPSHOT_LOAD_FAILED: {
    message: 'Der Arbeitsspeicher dieses Schnappschusses konnte nicht geladen werden: {{reason}}.',
    next: 'Die Maschine ist aus, ihre Laufwerke sind auf dem Stand des Schnappschusses. Von dort starten.',
  },
  SNAPSHOT_INCOMPLETE: {
    message: 'Das Laufwerk {{path}} enthält diesen Schnappschuss nicht.',
    next: 'Es wurde ersetzt oder von einem anderen Programm geändert. Den Schnappschuss löschen.',
  },
  SNAPSHOT_NEEDS_OFF: {
    message: 'Dieser Schnappschuss enthält keinen Arbeitsspeicher.',
    next: 'Die Maschine ausschalten, dann zu ihm zurückkehren.',
  },
  SNAPSHOT_OTHER_HARDWARE: {
    message: 'Die Maschine hatte andere Hardware, als dieser Schnappschuss gemacht wurde.',
    next: 'Die Maschine ausschalten, dann zurückkehren: Sie startet mit der Hardware von damals.',
  },
  SAVE_BLOCKED: {
    message: 'Diese Maschine kann jetzt nicht gespeichert werden: {{reason}}.',
    next: 'Entfernen, was genannt ist, oder die Maschine herunterfahren.',
  },
  SAVE_FAILED: {
    message: 'Die Maschine konnte nicht gespeichert werden. Sie ist wie zuvor.',
    next: 'Siehe die Ursache unten, dann noch einmal versuchen.',
  },
  RESTORE_FAILED: {
    message:
      'Die Maschine konnte von ihrem gespeicherten Stand nicht weiterlaufen. Er wird behalten.',
    next: 'Siehe die Ursache unten. Noch einmal versuchen oder den Stand verwerfen und von den Laufwerken starten.',
  },
  SAVED_STATE_UNREADABLE: {
    message:
      'Der gespeicherte Stand {{path}} ist beschädigt oder wurde von einem neueren Guesthouse gemacht.',
    next: 'Ihn verwerfen, dann die Maschine von ihren Laufwerken starten.',
  },
  SAVED_STATE_STALE: {
    message: 'Das Laufwerk {{path}} wurde geändert, nachdem die Maschine gespeichert wurde.',
    next: 'Weiterlaufen würde Daten zerstören. Das Laufwerk in den alten Stand bringen oder den gespeicherten Stand verwerfen.',
  },
}
