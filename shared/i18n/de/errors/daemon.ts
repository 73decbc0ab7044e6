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
  BRIDGE_NOT_OFFERED: {
    message: 'Über den Systemdienst darf keine Maschine an {{bridge}}.',
    next: 'Die Verwaltung ergänzt „bridges“ unter [network] in {{path}} und führt dann „guesthoused configure“ aus.',
  },
  BRIDGE_NOT_THERE: {
    message: 'Dieser Rechner hat keine Bridge {{bridge}}.',
    next: 'Eine andere Bridge wählen oder von der Verwaltung anlegen lassen.',
  },
  TAP_ACCOUNT_REFUSED: {
    message: 'Das Konto mit der Nummer {{uid}} bekommt kein TAP-Gerät: Es gehört keiner Person.',
    next: 'Die Maschine unter dem Konto einer Person ausführen.',
  },
  TAPS_OF_ACCOUNT_USED: {
    message: 'Dieses Konto hat schon {{limit}} TAP-Geräte und darf nicht mehr haben.',
    next: 'Eine Maschine anhalten, die an einer Bridge hängt, oder „taps-per-user“ in {{path}} von der Verwaltung erhöhen lassen.',
  },
  TAPS_OF_BRIDGE_USED: {
    message: 'An {{bridge}} hängen schon {{limit}} Maschinen, und mehr dürfen es nicht sein.',
    next: 'Eine Maschine anhalten, die daran hängt, oder „taps-per-bridge“ in {{path}} von der Verwaltung erhöhen lassen.',
  },
  TAP_NOT_FOUND: {
    message: 'Dieses Konto hat kein TAP-Gerät {{device}} des Systemdienstes.',
    next: 'Die Maschine neu starten; sie bekommt dann ein anderes.',
  },
  TAP_IN_USE: {
    message: 'Ein Programm hat das TAP-Gerät {{device}} geöffnet.',
    next: 'Die Maschine anhalten, die es benutzt.',
  },
  TAP_FAILED: {
    message: 'Das TAP-Gerät an {{bridge}} ließ sich nicht anlegen.',
    next: 'Die Verwaltung sieht in „journalctl -u guesthouse-network.service“ nach.',
  },
  TAP_NOT_REMOVED: {
    message: 'Das TAP-Gerät {{device}} ließ sich nicht entfernen.',
    next: 'Die Verwaltung sieht in „journalctl -u guesthouse-network.service“ nach.',
  },
  NETWORK_SERVICE_GONE: {
    message: 'Der Dienst, der TAP-Geräte anlegt, antwortet nicht.',
    next: 'Die Verwaltung sieht mit „systemctl status guesthouse-network.service“ nach.',
  },
  NETWORK_SOCKET_UNSAFE: {
    message:
      'Der Ordner {{path}} ist anderen Konten nicht verschlossen; darin wird nichts angeboten.',
    next: 'Ihn dem Konto geben, unter dem der Dienst läuft, mit den Rechten 0750.',
  },
  NAT_NETWORK_MISSING: {
    message: 'Diese Version des Dienstes hat kein eigenes Netz mit Adressübersetzung.',
    next: 'Eine Bridge des Rechners oder das Benutzernetz verwenden.',
  },
}
