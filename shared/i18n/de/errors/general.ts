import type { generalErrors } from '../../../domain/errors/general.ts'
import type { Sentences } from '../../sentences.ts'

export const generalErrorsDe: Record<keyof typeof generalErrors, Sentences> = {
  ROOT_REFUSED: {
    message: 'Guesthouse betreibt keine Maschinen als root.',
    next: 'Eine Maschine, die ausbricht, besäße den ganzen Rechner. Guesthouse mit einem gewöhnlichen Konto starten.',
  },
  RUNTIME_DIR_UNSAFE: {
    message: 'Dem Ordner {{path}} können die Sockets der Maschinen nicht anvertraut werden.',
    next: 'Er muss dem eigenen Konto gehören und für andere geschlossen sein. Ihn entfernen und neu starten.',
  },
  SOCKET_PATH_TOO_LONG: {
    message: 'Der Pfad {{path}} ist zu lang für einen Socket.',
    next: 'XDG_RUNTIME_DIR auf einen kürzeren Pfad setzen.',
  },
  STORE_OWNED: {
    message: 'Die Maschinen werden von einem anderen Guesthouse benutzt (Prozess {{pid}}).',
    next: 'Jenes benutzen oder es beenden und neu starten.',
  },
  CONSOLE_UNAVAILABLE: {
    message: 'Diese Maschine hat diese Konsole jetzt nicht.',
    next: 'Die Maschine starten, dann noch einmal öffnen.',
  },
  CONSOLE_FAILED: {
    message: 'Die Verbindung zur Konsole ist abgerissen.',
    next: 'Sie noch einmal öffnen.',
  },
  NOT_ALLOWED: {
    message: 'Diese Anfrage ist nicht erlaubt.',
    next: 'Bitte mit dem Protokoll melden.',
  },
  INTERNAL: {
    message: 'In Guesthouse selbst ist etwas schiefgegangen.',
    next: 'Noch einmal versuchen. Geschieht es wieder, bitte mit dem Protokoll melden.',
  },
}
