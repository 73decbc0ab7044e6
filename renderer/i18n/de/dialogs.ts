import type { dialogs as english } from '../en/dialogs.ts'
import type { Texts } from '../texts.ts'

export const dialogs: Texts<typeof english> = {
  confirm: {
    powerOffTitle: '{{name}} ausschalten?',
    powerOffText:
      'Nicht gespeicherte Arbeit darin geht verloren, und ihr Dateisystem braucht vielleicht eine Reparatur.',
    powerOffConfirm: 'Ausschalten',
    resetTitle: '{{name}} zurücksetzen?',
    resetText: 'Sie startet sofort neu. Nicht gespeicherte Arbeit darin geht verloren.',
    resetConfirm: 'Zurücksetzen',
    discardTitle: 'Gespeicherten Stand von {{name}} verwerfen?',
    discardText:
      'Was darin offen war, geht verloren wie bei einem Stromausfall. Ihre Laufwerke bleiben und brauchen vielleicht eine Reparatur.',
    discardConfirm: 'Verwerfen',
    deleteTitle: '{{name}} löschen?',
    deleteText: 'Ihre Einstellungen werden entfernt. Das lässt sich nicht rückgängig machen.',
    deleteConfirm: 'Löschen',
    deleteDisks: 'Auch ihre Laufwerke löschen ({{size}})',
    deleteDisksHint: 'Was darauf gespeichert ist, geht verloren.',
    keepDisksHint: 'Sie bleiben, wo sie sind.',
    foreignFiles: 'Diese Dateien stammen nicht von Guesthouse. Sie bleiben, wo sie sind:',
    noDisks: 'Sie hat keine eigenen Laufwerke.',
    looking: 'Ihre Dateien werden geprüft…',
    renameTitle: 'Maschine umbenennen',
    renameLabel: 'Name',
    renameConfirm: 'Umbenennen',
  },
}
