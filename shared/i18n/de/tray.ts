import type { tray } from '../en/tray.ts'
import type { Texts } from '../texts.ts'

export const trayDe: Texts<typeof tray> = {
  quickStart: 'Schnellstart',
  quickStartOf: 'Schnellstart: {{name}}',
  machine: '{{sign}}  {{name}} – {{state}}',
  state: {
    stopped: 'aus',
    starting: 'startet',
    running: 'läuft',
    paused: 'angehalten',
    saving: 'speichert',
    saved: 'gespeichert',
    stopping: 'fährt herunter',
    crashed: 'abgestürzt',
    broken: 'beschädigt',
  },
  start: 'Starten',
  resume: 'Fortsetzen',
  show: 'Öffnen',
  save: 'Speichern',
  shutdown: 'Herunterfahren',
  newMachine: 'Neue Maschine…',
  hostCheck: 'Computer prüfen…',
  open: 'Guesthouse öffnen',
  saveAllAndQuit: 'Alle speichern und beenden',
  quitAndLeave: 'Beenden, Maschinen weiterlaufen lassen',
  quit: 'Beenden',
  nothingRuns: 'keine Maschine läuft',
  oneRuns: '1 Maschine läuft',
  severalRun: '{{count}} Maschinen laufen',
  saved: '{{count}} gespeichert',
}
