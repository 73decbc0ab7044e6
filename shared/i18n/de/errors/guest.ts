import type { guestErrors } from '../../../domain/errors/guest.ts'
import type { Sentences } from '../../sentences.ts'

export const guestErrorsDe: Record<keyof typeof guestErrors, Sentences> = {
  GUEST_NOT_FOUND: {
    message: 'Diese Maschine gibt es nicht mehr.',
    next: 'Vielleicht wurde sie in einem anderen Fenster gelöscht.',
  },
  GUEST_FILE_UNREADABLE: {
    message: 'Die Datei {{path}}, die diese Maschine beschreibt, kann nicht gelesen werden.',
    next: 'Prüfen, ob es die Datei gibt und ob sie gelesen werden darf.',
  },
  GUEST_FILE_NOT_JSON: {
    message: 'Die Datei {{path}}, die diese Maschine beschreibt, ist beschädigt.',
    next: 'Sie aus einer Sicherung zurückholen. Guesthouse lässt sie, wie sie ist.',
  },
  GUEST_FILE_NEWER: {
    message:
      'Diese Maschine wurde von einem neueren Guesthouse gemacht (Format {{found}}, dieses kennt {{known}}).',
    next: 'Guesthouse aktualisieren. Die Datei {{path}} bleibt, wie sie ist.',
  },
  GUEST_FILE_INVALID: {
    message: 'Die Datei {{path}} beschreibt keine gültige Maschine.',
    next: 'Das unten genannte Feld berichtigen. Guesthouse lässt die Datei, wie sie ist.',
  },
  GUEST_FILE_CHANGED: {
    message: 'Die Datei {{path}} wurde von einem anderen Programm geändert.',
    next: 'Die Maschine wird jetzt so gezeigt, wie sie in der Datei steht. Die Änderung noch einmal machen.',
  },
  GUEST_CHANGED: {
    message: 'Diese Maschine wurde inzwischen anderswo geändert.',
    next: 'Sie wird gezeigt, wie sie jetzt ist. Die Änderung noch einmal machen.',
  },
  GUEST_BROKEN: {
    message: 'Diese Maschine kann nicht benutzt werden, weil ihre Datei beschädigt ist.',
    next: 'Der Grund steht auf ihrer Seite.',
  },
  GUEST_WRONG_STATE: {
    message: 'Das geht im jetzigen Zustand der Maschine nicht: {{state}}.',
    next: 'Warten, bis er sich geändert hat, dann noch einmal versuchen.',
  },
  GUEST_BUSY: {
    message: 'Die Maschine ist beschäftigt: {{job}}.',
    next: 'Warten, bis das beendet ist, dann noch einmal versuchen.',
  },
  GUEST_SAVED: {
    message: 'Diese Maschine ist gespeichert, und was sie hat, liegt fest, bis sie weiterläuft.',
    next: 'Sie starten oder ihren gespeicherten Stand verwerfen, dann noch einmal versuchen.',
  },
  GUEST_IS_TEMPLATE: {
    message: 'Diese Maschine ist eine Vorlage und wird nicht gestartet.',
    next: 'Einen Klon von ihr machen und den starten.',
  },
  JOB_CANCELLED: {
    message: 'Das wurde abgebrochen.',
    next: 'Alles ist wie zuvor.',
  },
  INVALID_INPUT: {
    message: 'Die Eingabe ist nicht gültig: {{reason}}.',
    next: 'Sie berichtigen und noch einmal versuchen.',
  },
}
