import type { console as english } from '../en/console.ts'
import type { Texts } from '../texts.ts'

export const console: Texts<typeof english> = {
  console: {
    screenOf: 'Bildschirm von {{name}}. Mit der Eingabetaste in die Maschine schreiben.',
    connecting: 'Verbindung zum Bildschirm wird aufgebaut…',
    ended: 'Die Verbindung zum Bildschirm ist beendet.',
    endedNext: 'Die Maschine selbst läuft weiter. Neu verbinden, um sie zu sehen.',
    noScreen: 'Diese Maschine hat keinen Bildschirm.',
    noScreenNext: 'Ihre serielle Konsole benutzen.',
    held: 'Tasten gehen an die Maschine. Strg+Alt drücken und loslassen holt sie zurück.',
    free: 'Auf den Bildschirm klicken oder dort die Eingabetaste drücken, um in die Maschine zu schreiben.',
    ctrlAltDel: 'Strg+Alt+Entf senden',
  },
}
