import type { guests as english } from '../en/guests.ts'
import type { Texts } from '../texts.ts'

export const guests: Texts<typeof english> = {
  sidebar: {
    label: 'Maschinen',
    search: 'Maschinen suchen',
    searchShort: 'Suchen',
    searchKeys: 'Strg F',
    overview: 'Alle Maschinen',
    nothingFound: 'Keine Maschine heißt „{{search}}“.',
    none: 'Noch keine Maschinen.',
    runsAs: 'Dieser Rechner, eigenes Konto',
    runsAsDetail: '{{user}} ({{uid}})',
  },
  overview: {
    title: 'Maschinen',
    summary_one: '{{count}} Maschine, {{running}} laufen',
    summary_other: '{{count}} Maschinen, {{running}} laufen',
    hardware: '{{memory}} · {{processors}}',
    emptyTitle: 'Hier werden die Maschinen wohnen',
    emptyText:
      'Sie laufen mit dem eigenen Konto, in der eigenen Sitzung: kein Passwort, kein Dienst, und niemand sonst sieht sie.',
  },
}
