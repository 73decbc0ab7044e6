import type { activity as english } from '../en/activity.ts'
import type { Texts } from '../texts.ts'

export const activity: Texts<typeof english> = {
  activity: {
    title: 'Vorgänge',
    button: 'Vorgänge',
    running_one: '{{count}} läuft',
    running_other: '{{count}} laufen',
    unread_one: '{{count}} Fehler noch nicht gesehen',
    unread_other: '{{count}} Fehler noch nicht gesehen',
    runningTitle: 'Im Gange',
    nothingRunning:
      'Nichts ist im Gange. Was lange dauert, erscheint hier und geht weiter, auch wenn diese Seite zu ist.',
    amount: '{{done}} von {{total}}',
    rate: '{{size}}/s',
    left: 'noch etwa {{time}}',
    since: 'seit {{time}}',
    cancel: 'Abbrechen: {{what}}',
    cancelling: 'Bricht ab…',
    failuresTitle: 'Fehlgeschlagen',
    seen: 'Als gesehen markieren',
    allSeen: 'Alle als gesehen markieren',
    logTitle: 'Was geschehen ist',
    filter: 'Zeigen',
    filters: { all: 'Alles', failures: 'Fehler', jobs: 'Lange Vorgänge' },
    clear: 'Leeren…',
    clearTitle: 'Die Liste leeren?',
    clearText:
      'Was getan wurde und was fehlgeschlagen ist, steht dann nicht mehr da. Maschinen bleiben, wie sie sind.',
    clearConfirm: 'Leeren',
    empty: 'Noch ist nichts geschehen.',
    emptyFailures: 'Nichts ist fehlgeschlagen.',
    emptyJobs: 'Noch ist nichts geschehen, was lange dauert.',
    took: 'in {{time}}',
    older_one: '{{count}} älteren Eintrag zeigen',
    older_other: '{{count}} ältere Einträge zeigen',
    computer: 'Dieser Rechner',
    openMachine: '{{name}} öffnen',
  },
}
