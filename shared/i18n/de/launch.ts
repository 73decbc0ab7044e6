import type { launch } from '../en/launch.ts'
import type { Texts } from '../texts.ts'

export const launchDe: Texts<typeof launch> = {
  help: `Aufruf: guesthouse [OPTION | DATEI]

Virtuelle Maschinen, die unter dem eigenen Konto laufen. Ohne Option öffnet
sich das Fenster.

  DATEI                 eine Maschine aus einem ISO, Festplattenabbild, OVA oder
                        libvirt-XML anlegen
  --new [DATEI]         „Neue Maschine“ öffnen, mit DATEI, wenn angegeben
  --open NAME           die Maschine dieses Namens oder dieser Kennung zeigen
  --quick-start [NAME]  diese Maschine starten und zeigen; ohne NAME die
                        angeheftete oder sonst die neueste
  --hidden              kein Fenster zeigen; Guesthouse ist in der Symbolleiste
  --at-login            auch die Maschinen starten, die bei Anmeldung starten
  --check [--json]      nachsehen, was dieser Computer für Maschinen kann
  --help                das hier zeigen
  --version             die Version zeigen

Läuft Guesthouse schon, dann tut es das dort. Schalter von Chromium wie
--ozone-platform=wayland werden auch angenommen.
`,
  misuse: {
    'unknown-option': 'Eine Option {{option}} gibt es nicht.',
    'needs-value': 'Die Option {{option}} braucht einen Wert.',
    'takes-no-value': 'Die Option {{option}} nimmt keinen Wert.',
    'not-with': 'Die Option {{option}} passt nicht zu {{other}}.',
    'not-alone': 'Die Option {{option}} geht nicht allein.',
    'too-many': '„{{argument}}“ ist eines zu viel.',
    'no-file': '„{{argument}}“ ist keine Datei.',
  },
  seeHelp: 'Was es gibt: guesthouse --help',
}
