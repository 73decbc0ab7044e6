import type { daemonErrors } from '../../../domain/errors/daemon.ts'
import type { Sentences } from '../../sentences.ts'

export const daemonErrorsDe: Record<keyof typeof daemonErrors, Sentences> = {
  DAEMON_CONFIG_INVALID: {
    message: 'Zeile {{line}} von {{path}} ist nicht zu gebrauchen: {{reason}}.',
    next: 'Die Datei berichtigen, dann ausführen: guesthoused configure',
  },
  FEATURE_OFF: {
    message: '{{feature}} ist auf diesem Rechner ausgeschaltet.',
    next: 'Die Verwaltung schaltet es mit der Zeile „{{feature}} = true“ unter [features] in {{path}} ein und führt dann aus: guesthoused configure',
  },
  CAPABILITY_MISSING: {
    message: '{{feature}} ist eingeschaltet, aber der Dienst wurde ohne {{capability}} gestartet.',
    next: 'Die Verwaltung führt „guesthoused configure“ aus und startet guesthoused.service neu.',
  },
  NOT_AUTHORISED: {
    message: 'Dieses Konto darf das nicht ({{action}}).',
    next: 'Die Verwaltung dieses Rechners fragen.',
  },
  ARGUMENTS_INVALID: {
    message: 'Der Dienst kann mit der Anfrage nichts anfangen: {{reason}}.',
    next: 'Ein Programm verwenden, das zu dieser Version des Dienstes gehört.',
  },
}
