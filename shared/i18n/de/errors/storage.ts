import type { storageErrors } from '../../../domain/errors/storage.ts'
import type { Sentences } from '../../sentences.ts'

export const storageErrorsDe: Record<keyof typeof storageErrors, Sentences> = {
  DISK_MISSING: {
    message: 'Die Datei {{path}} gibt es nicht.',
    next: 'Sie zurücklegen oder eine andere Datei wählen.',
  },
  DISK_UNREADABLE: {
    message: 'Die Datei {{path}} darf nicht benutzt werden.',
    next: 'Die Rechte der Datei ändern oder eine andere wählen.',
  },
  DISK_IS_DIRECTORY: {
    message: '{{path}} ist ein Ordner und kein Abbild eines Laufwerks.',
    next: 'Eine Datei wählen.',
  },
  DISK_IN_USE: {
    message: 'Das Laufwerk {{path}} wird von einem anderen Programm benutzt ({{holder}}).',
    next: 'Jenes Programm schließen, dann neu starten.',
  },
  DISK_FULL: {
    message:
      'Die Maschine wurde angehalten, weil auf diesem Rechner der Platz für ihr Laufwerk zu Ende ist.',
    next: 'Platz schaffen, dann fortsetzen.',
  },
  DISK_FAILED: {
    message: 'Die Maschine wurde angehalten, weil ihr Laufwerk versagte: {{reason}}.',
    next: 'Den Datenträger prüfen, auf dem ihr Abbild liegt, dann fortsetzen.',
  },
  DISK_EXISTS: {
    message: 'Die Datei {{path}} gibt es schon.',
    next: 'Einen anderen Namen wählen.',
  },
  DISK_CREATE_FAILED: {
    message: 'Das Laufwerk {{path}} konnte nicht angelegt werden.',
    next: 'Siehe die Ursache unten. Es wurde nichts zurückgelassen.',
  },
  DISK_FORMAT_UNKNOWN: {
    message: '{{path}} ist kein Abbild, das QEMU lesen kann.',
    next: 'Ein Abbild im Format qcow2 oder raw wählen.',
  },
  BACKING_NOT_ACCEPTED: {
    message:
      'Das Laufwerk {{path}} baut auf einer anderen Datei auf, der noch nicht zugestimmt wurde: {{backing}}.',
    next: 'Den Namen ansehen. Nur zustimmen, wenn das Laufwerk auf dieser Datei aufbauen soll.',
  },
  BACKING_CHANGED: {
    message: 'Das Laufwerk {{path}} baut nicht mehr auf {{backing}} auf.',
    next: 'Es in den alten Stand bringen oder aus der Maschine entfernen und neu hinzufügen.',
  },
  BACKING_MISSING: {
    message:
      'Das Laufwerk {{path}} baut auf {{backing}} auf, das fehlt oder nicht gelesen werden kann.',
    next: 'Jene Datei zurücklegen oder ihre Rechte ändern.',
  },
  DISK_CORRUPT: {
    message: 'Das Laufwerk {{path}} ist als beschädigt gekennzeichnet.',
    next: 'Zuerst eine Kopie der Datei machen. Dann das Laufwerk prüfen und reparieren lassen.',
  },
  DISK_ENCRYPTED: {
    message: 'Das Laufwerk {{path}} ist von QEMU verschlüsselt. Guesthouse kann es nicht öffnen.',
    next: 'Mit qemu-img eine unverschlüsselte Kopie machen und diese benutzen.',
  },
  DISK_HAS_DATA_FILE: {
    message: 'Das Laufwerk {{path}} hält seine Daten in einer anderen Datei.',
    next: 'Mit qemu-img eine eigenständige Kopie machen und diese benutzen.',
  },
  DISK_NEEDS_CONVERSION: {
    message:
      'Das Laufwerk {{path}} hat das Format {{format}}, in das eine Maschine nicht schreiben kann.',
    next: 'Es als umgewandelte Kopie importieren.',
  },
  DISK_NOT_SMALLER: {
    message: 'Das Laufwerk {{path}} kann nicht verkleinert werden.',
    next: 'Was hinter dem neuen Ende liegt, ginge verloren. Mehr als {{bytes}} Bytes wählen.',
  },
  DISK_HAS_SNAPSHOTS: {
    message:
      'Das Laufwerk {{path}} enthält Schnappschüsse (Anzahl: {{count}}), die verloren gingen.',
    next: 'Zuerst die Schnappschüsse löschen. Trimmen in der Maschine schafft auch ohne das Platz (fstrim).',
  },
  DISK_NOT_CHANGEABLE: {
    message: 'Das Laufwerk {{path}} kann nicht geändert werden: {{reason}}.',
    next: 'Eine Kopie machen und diese benutzen.',
  },
  IMAGE_FAILED: {
    message: 'qemu-img konnte die Arbeit an {{path}} nicht beenden.',
    next: 'Siehe die Ursache unten. Das Laufwerk ist wie zuvor.',
  },
  SPACE_NEEDED: {
    message: '{{path}} braucht {{neededMiB}} MiB, und dort sind {{freeMiB}} MiB frei.',
    next: 'Platz schaffen oder einen anderen Ort wählen, dann noch einmal versuchen.',
  },
  DISK_NOT_FOUND: {
    message: 'Die Maschine hat kein Laufwerk {{disk}}.',
    next: 'Vielleicht wurde es in einem anderen Fenster entfernt.',
  },
  GUEST_BUILT_ON: {
    message: 'Die Laufwerke anderer Maschinen bauen auf denen dieser auf: {{names}}.',
    next: 'Zuerst jene Maschinen löschen oder volle Klone von ihnen machen und die verknüpften löschen.',
  },
  NOT_A_TEMPLATE: {
    message: 'Ein verknüpfter Klon kann nur von einer Vorlage gemacht werden.',
    next: 'Diese Maschine zuerst zur Vorlage machen oder einen vollen Klon machen.',
  },
  NO_SPACE: {
    message: 'Für {{path}} ist nicht genug Platz.',
    next: 'Platz schaffen oder einen anderen Ort wählen, dann noch einmal versuchen.',
  },
  FILE_WRITE_FAILED: {
    message: 'Die Datei {{path}} konnte nicht geschrieben werden.',
    next: 'Den freien Platz und die Rechte ihres Ordners prüfen.',
  },
}
