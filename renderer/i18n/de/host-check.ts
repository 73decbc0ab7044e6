import { hostCheckWordsDe } from '../../../shared/i18n/de/host-check-words.ts'
import type { Translation } from '../translation.ts'

export const hostCheck: Pick<Translation, 'hostCheck'> = {
  hostCheck: {
    title: 'Prüfung des Computers',
    intro: 'Was dieser Computer für Maschinen kann, und was den Rest beheben würde.',
    rows: 'Was geprüft wurde',
    status: {
      running: 'Prüft… {{done}} von {{of}}',
      never: 'Noch nichts wurde geprüft.',
      at: 'Geprüft: {{time}}',
    },
    count: {
      good: '{{number}} gut',
      limited: '{{number}} eingeschränkt',
      missing: '{{number}} fehlend',
      unknown: '{{number}} nicht geprüft',
    },
    verdict: {
      ...hostCheckWordsDe.verdicts,
      pending: 'Prüft…',
    },
    row: hostCheckWordsDe.rows,
    again: 'Erneut prüfen',
    againOne: 'Dies erneut prüfen',
    detailsOf: 'Einzelheiten: {{row}}',
    took: 'Die Prüfung dauerte {{time}}.',
    command: 'Befehl für {{row}}',
    doIt: 'Ausführen…',
    afterLogin: 'Es gilt nach erneutem Anmelden.',
    mend: {
      title: 'Das als Systemverwalter ausführen lassen?',
      text: 'Dies läuft als root und ändert diesen Computer für alle. Der Desktop fragt zuerst nach dem Passwort des Systemverwalters; Guesthouse sieht es nicht.',
      command: 'Was ausgeführt würde',
      run: 'Ausführen',
      running: 'Läuft… Das kann einige Minuten dauern. Es geht auch nach dem Schließen weiter.',
    },
  },
}
