import type { console as english } from '../en/console.ts'
import type { Texts } from '../texts.ts'

export const console: Texts<typeof english> = {
  console: {
    screenOf: 'Bildschirm von {{name}}. Mit der Eingabetaste in die Maschine schreiben.',
    serialOf: 'Serielle Konsole von {{name}}. Mit der Eingabetaste in die Maschine schreiben.',
    connecting: 'Verbindung zum Bildschirm wird aufgebaut…',
    connectingSerial: 'Verbindung zur seriellen Konsole wird aufgebaut…',
    ended: 'Die Verbindung zum Bildschirm ist beendet.',
    endedNext: 'Die Maschine selbst läuft weiter. Neu verbinden, um sie zu sehen.',
    serialEnded: 'Die Verbindung zur seriellen Konsole ist beendet.',
    serialOff: 'Die Maschine ist aus. Das hat sie zuletzt ausgegeben.',
    serialNothing: 'Die Maschine ist aus. Was sie ausgibt, erscheint hier, während sie läuft.',
    serialRestarted: 'Die Maschine wurde neu gestartet',
    skipped: '{{size}} übersprungen, weil sie zu schnell kamen',
    noScreen: 'Diese Maschine hat keinen Bildschirm.',
    noScreenNext: 'Ihre serielle Konsole benutzen.',
    held: 'Tasten gehen an die Maschine. Strg+Alt drücken und loslassen holt sie zurück.',
    free: 'Auf den Bildschirm klicken oder dort die Eingabetaste drücken, um in die Maschine zu schreiben.',
    freeSerial:
      'Auf die Konsole klicken oder dort die Eingabetaste drücken, um in die Maschine zu schreiben.',
    ctrlAltDel: 'Strg+Alt+Entf senden',
    port: 'Port {{device}}',
  },
}
