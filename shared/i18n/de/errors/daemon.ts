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
  FILE_NOT_ALLOWED: {
    message: '{{path}} liegt außerhalb der Ordner, die Maschinen dieses Rechners benutzen dürfen.',
    next: 'Die Datei in einen davon verschieben oder von der Verwaltung in /etc/guesthouse/daemon.toml erlauben lassen.',
  },
  FOLDER_UNSAFE: {
    message: '{{path}} liegt in einem Ordner, den andere Konten ändern können.',
    next: 'Die Datei an den Dienst senden oder den Ordner von der Verwaltung für andere Konten sperren lassen.',
  },
  GROUP_UNKNOWN: {
    message: 'Auf diesem Rechner gibt es keine Gruppe {{group}}.',
    next: 'Den Namen berichtigen und es erneut versuchen.',
  },
  TOO_MANY_OPEN: {
    message: 'Beim Dienst sind zu viele Konsolen oder Dateien dieses Kontos offen.',
    next: 'Einige davon schließen, dann erneut versuchen.',
  },
  UPLOAD_UNFINISHED: {
    message: 'Die Datei {{name}} wurde nicht vollständig gesendet.',
    next: 'Sie erneut senden.',
  },
  UPLOAD_IN_USE: {
    message: 'Eine Maschine benutzt die Datei {{name}}.',
    next: 'Sie zuerst aus der Maschine entfernen.',
  },
  BUS_UNAVAILABLE: {
    message: 'Der Nachrichtenbus dieses Rechners ist nicht zu benutzen: {{reason}}.',
    next: 'D-Bus starten, dann guesthoused.service starten.',
  },
  BUS_LOST: {
    message: 'Die Verbindung zum Nachrichtenbus dieses Rechners ist beendet: {{reason}}.',
    next: 'guesthoused.service erneut starten; laufende Maschinen laufen weiter.',
  },
  BUS_NAME_TAKEN: {
    message:
      'Ein anderer Dienst besitzt {{name}} bereits, oder dieses Konto darf den Namen nicht besitzen.',
    next: 'Den anderen anhalten oder das Paket des Dienstes neu installieren.',
  },
}
