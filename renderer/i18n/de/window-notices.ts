import type { Translation } from '../translation.ts'

export const windowNotices: Pick<Translation, 'windowNotice'> = {
  windowNotice: {
    'no-tray': {
      message: 'Dieser Desktop zeigt keine Symbole.',
      next: 'Das Schließen des Fensters beendet Guesthouse, und Maschinen laufen weiter. Schnellstart und Neue Maschine sind im Menü des Starters. Unter GNOME zeigt die Erweiterung AppIndicator das Symbol.',
    },
  },
}
