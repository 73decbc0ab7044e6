import type { serial as english } from '../en/serial.ts'
import type { Texts } from '../texts.ts'

export const serial: Texts<typeof english> = {
  serial: {
    label: 'Serielle Konsole von {{name}}. Mit der Eingabetaste in die Maschine schreiben.',
    connecting: 'Verbindung zur seriellen Konsole wird aufgebaut…',
    ended: 'Die Verbindung zur seriellen Konsole ist beendet.',
    off: 'Die Maschine ist aus. Das hat sie zuletzt ausgegeben.',
    nothing: 'Die Maschine ist aus. Was sie ausgibt, erscheint hier, während sie läuft.',
    restarted: 'Die Maschine wurde neu gestartet',
    skipped: '{{size}} übersprungen, weil sie zu schnell kamen',
    held: 'Tasten gehen an die Maschine. Strg+Alt drücken und loslassen holt sie zurück.',
    free: 'Auf die Konsole klicken oder dort die Eingabetaste drücken, um in die Maschine zu schreiben.',
    port: 'Port {{device}}',
  },
}
