import type { windowErrors } from '../../../domain/errors/window.ts'
import type { Sentences } from '../../sentences.ts'

export const windowErrorsDe: Record<keyof typeof windowErrors, Sentences> = {
  CLIPBOARD_OFF: {
    message: 'Diese Maschine teilt die Zwischenablage nicht in dieser Richtung.',
    next: 'Es im Menü der Zwischenablage unter dem Bildschirm erlauben.',
  },
  CLIPBOARD_TOO_LONG: {
    message: 'Was kopiert wurde, ist zu lang, um es zu übergeben.',
    next: 'Einen Teil davon kopieren oder eine Datei benutzen.',
  },
  TYPING_STOPPED: {
    message: 'Nur {{typed}} von {{total}} Zeichen wurden getippt.',
    next: 'Den Bildschirm offen und verbunden lassen, bis der ganze Text da ist.',
  },
  FILE_NOT_OPENED: {
    message: 'Kein Programm dieser Oberfläche hat {{path}} geöffnet.',
    next: 'Die Datei mit einem Texteditor öffnen.',
  },
  PICTURE_UNAVAILABLE: {
    message: 'Vom Bildschirm dieser Maschine gibt es kein Bild.',
    next: 'Die Maschine starten und unter Hardware nachsehen, ob sie einen Bildschirm hat.',
  },
}
