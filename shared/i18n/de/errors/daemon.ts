import type { daemonErrors } from '../../../domain/errors/daemon.ts'
import type { Sentences } from '../../sentences.ts'

export const daemonErrorsDe: Record<keyof typeof daemonErrors, Sentences> = {
  DAEMON_CONFIG_INVALID: {
    message: 'Zeile {{line}} von {{path}} ist nicht zu gebrauchen: {{reason}}.',
    next: 'Die Datei berichtigen, dann „guesthoused configure“ ausführen.',
  },
  DAEMON_CONFIG_UNSAFE: {
    message: 'In {{path}} darf nicht nur root schreiben.',
    next: 'Den Inhalt prüfen, dann „chown root:root {{path}}; chmod 644 {{path}}“ ausführen.',
  },
  DAEMON_AS_ROOT: {
    message: 'guesthoused läuft nicht als root.',
    next: 'Den Dienst starten mit „systemctl start {{unit}}“.',
  },
  CONFIGURE_NEEDS_ROOT: {
    message: 'Wie die Dienste von guesthoused gestartet werden, darf nur root ändern.',
    next: '„sudo guesthoused configure“ ausführen.',
  },
  CONFIGURED_FILE_STRANGE: {
    message: '{{path}} ist keine gewöhnliche Datei und wird deshalb nicht ersetzt.',
    next: 'Sie an einen anderen Ort verschieben, dann „guesthoused configure“ ausführen.',
  },
  CAPABILITY_UNNEEDED: {
    message:
      'Der Dienst wurde mit {{capability}} gestartet, und nichts Eingeschaltetes braucht das.',
    next: 'Ihn mit systemctl oder dem Befehl „guesthoused“ starten, der wegnimmt, was nicht gebraucht wird.',
  },
  SYSTEM_BUS_SILENT: {
    message: 'Der Systembus (D-Bus) antwortet nicht.',
    next: 'Mit „systemctl status dbus.service“ nachsehen, ob er läuft.',
  },
  FEATURE_OFF: {
    message: '{{feature}} ist auf diesem Rechner ausgeschaltet.',
    next: 'Die Verwaltung schaltet es mit der Zeile „{{feature}} = true“ unter [features] in {{path}} ein und führt dann „guesthoused configure“ aus.',
  },
  CAPABILITY_MISSING: {
    message: '{{feature}} ist eingeschaltet, aber der Dienst wurde ohne {{capability}} gestartet.',
    next: 'Die Verwaltung führt „guesthoused configure“ aus, dann die Befehle, die es nennt.',
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
    message: '{{path}} liegt außerhalb der Ordner, die Maschinen dieses Rechners verwenden dürfen.',
    next: 'Die Datei in einen davon verschieben oder die Verwaltung bitten, sie in /etc/guesthouse/daemon.toml zu erlauben.',
  },
  FILE_UNSAFE: {
    message: '{{path}} wird keiner Maschine übergeben: {{reason}}.',
    next: 'Eine gewöhnliche, eigene Datei an diese Stelle legen.',
  },
  FILE_NOT_ACCESSIBLE: {
    message:
      'Maschinen dieses Rechners laufen unter {{account}}; dieses Konto darf {{path}} nicht verwenden.',
    next: 'Die Rechte der Datei und ihrer Ordner ändern oder die Datei importieren.',
  },
  ACCOUNT_MISSING: {
    message: 'Das Konto {{account}} gibt es nicht.',
    next: 'Die Verwaltung führt „systemd-sysusers“ aus und startet guesthoused.service neu.',
  },
  ACCOUNT_NOT_IN_GROUP: {
    message: 'Das Konto des Dienstes gehört nicht zur Gruppe {{group}}.',
    next: 'Die Verwaltung führt „systemd-sysusers“ aus und startet guesthoused.service neu.',
  },
  SETPRIV_MISSING: {
    message:
      'Das Programm setpriv fehlt, das allem, was der Dienst startet, die Capabilities nimmt.',
    next: 'Das Paket util-linux installieren.',
  },
  SHARES_ONLY_IN_SESSION: {
    message: 'Ordner werden nur mit Maschinen der eigenen Sitzung geteilt.',
    next: 'Die geteilten Ordner aus der Maschine nehmen oder sie in die Sitzung verschieben.',
  },
  EXTRA_ARGUMENTS_ONLY_IN_SESSION: {
    message: 'Eigene Argumente bekommt QEMU nur in der eigenen Sitzung.',
    next: 'Die Argumente aus der Maschine nehmen oder sie in die Sitzung verschieben.',
  },
  ADOPTION_ONLY_IN_SESSION: {
    message: 'Maschinen anderer Programme werden nur in die eigene Sitzung übernommen.',
    next: 'Die Maschine dort übernehmen und dann zu den Maschinen des Rechners verschieben.',
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
