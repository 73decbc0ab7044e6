import type { NoticeCode } from '../../domain/notices.ts'
import type { Sentences } from '../sentences.ts'

/** The German sentences of every notice. It does not compile unless every code is there. */
export const noticesDe: Record<NoticeCode, Sentences> = {
  SOUND_NO_SERVER: {
    message: 'Die Maschine hat keinen Ton: Kein Soundserver antwortet.',
    next: 'PulseAudio oder PipeWire starten, dann die Maschine neu starten.',
  },
  SOUND_NO_DRIVER: {
    message: 'Die Maschine hat keinen Ton: QEMU fehlt der Teil, der ihn abspielt.',
    next: 'qemu-system-gui (Debian, Ubuntu) oder qemu-audio-pa (Fedora) installieren, dann neu starten.',
  },
  SOUND_FAILED: {
    message: 'Die Maschine hat keinen Ton: QEMU konnte den Soundserver nicht benutzen.',
    next: 'Den Soundserver prüfen, dann die Maschine neu starten.',
  },
  SOUND_SERVER_GONE: {
    message: 'Die Maschine hat ihren Ton verloren: Der Soundserver hat geendet.',
    next: 'Die Maschine neu starten, um den Ton zurückzubekommen.',
  },
  HELPER_ENDED: {
    message: 'Ein Programm, das dieser Maschine diente, hat geendet ({{name}}).',
    next: 'Die Maschine neu starten, um es zurückzubekommen. Was es sagte, steht im Protokoll.',
  },
  SECURE_BOOT_NO_KEYS: {
    message: 'Secure Boot ist nicht in Kraft: Die Firmware hat keine Schlüssel.',
    next: 'In der Maschine Schlüssel eintragen oder Firmware installieren, die welche hat.',
  },
  VIRTIOFS_UNAVAILABLE: {
    message: 'Der geteilte Ordner {{tag}} läuft über 9p: virtiofs ist hier nicht zu haben.',
    next: 'virtiofsd 1.13 oder neuer installieren oder 9p wählen.',
  },
  SHARE_HOLDS_GUESTHOUSE: {
    message:
      'Der geteilte Ordner {{path}} enthält die Dateien von Guesthouse. Die Maschine darf sie ändern.',
    next: 'Einen kleineren Ordner teilen oder diesen nur lesbar machen.',
  },
  VIDEO_NO_RENDER_NODE: {
    message: 'Der Bildschirm hat keine 3D-Beschleunigung: Kein Grafikgerät ist benutzbar.',
    next: 'Dem eigenen Konto /dev/dri/renderD128 erlauben (Gruppe render), dann die Maschine neu starten.',
  },
  VIDEO_NO_DRIVER: {
    message: 'Der Bildschirm hat keine 3D-Beschleunigung: QEMU fehlt der Teil, der ihn zeichnet.',
    next: 'Die OpenGL-Module von QEMU installieren, dann die Maschine neu starten.',
  },
  CLIPBOARD_UNAVAILABLE: {
    message: 'Die Maschine teilt keine Zwischenablage: QEMU fehlt der Teil dafür.',
    next: 'Ein QEMU mit SPICE benutzen oder die Zwischenablage abschalten.',
  },
  USB_NO_ACCESS: {
    message:
      'Die Maschine läuft ohne das USB-Gerät {{device}}: {{node}} darf nicht benutzt werden.',
    next: '{{rule}} in /etc/udev/rules.d/70-guesthouse-usb.rules eintragen, dann neu einstecken.',
  },
  VSOCK_UNAVAILABLE: {
    message: 'Die Maschine hat keine vsock-Adresse: /dev/vhost-vsock ist nicht benutzbar.',
    next: 'Das Modul vhost_vsock laden und dem eigenen Konto das Gerät erlauben.',
  },
  NETWORK_CUT_OFF: {
    message:
      'Die Maschine erreicht weder diesen Rechner noch das Netz: passt kann nicht benutzt werden.',
    next: 'Das Paket passt installieren oder unter Hardware den Zugriff auf diesen Rechner erlauben, dann neu starten.',
  },
  HOST_ACCESS: {
    message: 'Die Maschine erreicht, was nur auf diesem Rechner selbst lauscht (127.0.0.1).',
    next: 'Das unter Hardware zurücknehmen, wenn nicht alles in der Maschine vertrauenswürdig ist.',
  },
  PASST_OLD: {
    message:
      'Wer in der Maschine Verwaltungsrechte hat, erreicht, was nur auf diesem Rechner selbst lauscht (127.0.0.1): passt ist zu alt, um das zu verhindern.',
    next: 'passt auf eine Version von August 2024 oder später aktualisieren oder die Maschine unter Hardware abschotten.',
  },
  NO_NAME_SERVER: {
    message:
      'Der Maschine wird kein Nameserver genannt: Der dieses Rechners bedient nur ihn selbst.',
    next: 'In der Maschine einen eintragen oder passt auf eine Version von August 2024 oder später aktualisieren.',
  },
  FORWARD_IPV6: {
    message:
      'Die Weiterleitung von Port {{port}} entfällt: Ohne passt kann nur IPv4 weitergeleitet werden.',
    next: 'passt installieren oder von einer IPv4-Adresse weiterleiten.',
  },
  PRIVATE_NEEDS_NEWER_QEMU: {
    message:
      'Die Maschine ist nicht im privaten Netz {{network}}: Dieses QEMU kann keinem beitreten.',
    next: 'QEMU auf 7.2 oder neuer aktualisieren, dann die Maschine neu starten.',
  },
  BRIDGE_MISSING: {
    message: 'Die Maschine ist nicht verbunden: Dieser Rechner hat keine Bridge {{bridge}}.',
    next: 'Eine andere Bridge wählen oder von der Verwaltung anlegen lassen.',
  },
  BRIDGE_HELPER_MISSING: {
    message:
      'Die Maschine ist nicht mit {{bridge}} verbunden: Das Bridge-Hilfsprogramm von QEMU ist nicht installiert.',
    next: 'Das Paket qemu-system-common (Debian, Ubuntu) oder qemu-common (Fedora) installieren.',
  },
  BRIDGE_HELPER_POWERLESS: {
    message:
      'Die Maschine ist nicht mit {{bridge}} verbunden: Dem Bridge-Hilfsprogramm von QEMU fehlt das Recht dazu.',
    next: 'Mit {{line}} erlaubt es die Verwaltung.',
  },
  BRIDGE_NOT_ALLOWED: {
    message:
      'Die Maschine ist nicht verbunden: Dieser Rechner erlaubt keine Maschinen an {{bridge}}.',
    next: 'Die Verwaltung erlaubt es mit der Zeile {{line}} in {{file}}.',
  },
  BRIDGE_LESS_SANDBOX: {
    message:
      'QEMU darf Programme starten, solange diese Maschine läuft, weil die Bridge {{bridge}} es braucht.',
    next: 'Eine andere Art von Netz wählen, wenn in der Maschine nicht Vertrauenswürdiges läuft.',
  },
  BRIDGE_DAEMON_REFUSED: {
    message: 'Die Maschine ist nicht mit {{bridge}} verbunden. Der Systemdienst sagt: {{reason}}',
    next: 'Das beheben oder eine andere Bridge wählen, dann die Maschine neu starten.',
  },
  TAP_MISSING: {
    message: 'Die Maschine ist nicht verbunden: Dieser Rechner hat kein TAP-Gerät {{tap}}.',
    next: 'Ein anderes Gerät wählen oder von der Verwaltung anlegen lassen.',
  },
  TAP_NOT_YOURS: {
    message: 'Die Maschine ist nicht verbunden: Das TAP-Gerät {{tap}} darf nicht geöffnet werden.',
    next: 'Mit sudo ip tuntap add dev {{tap}} mode tap user $USER legt die Verwaltung eines dafür an.',
  },
  TAP_BUSY: {
    message:
      'Die Maschine ist nicht verbunden: Ein anderes Programm benutzt das TAP-Gerät {{tap}}.',
    next: 'Jenes Programm beenden oder ein anderes Gerät wählen, dann die Maschine neu starten.',
  },
  EXTRA_ARGUMENTS: {
    message: 'Diese Maschine gibt QEMU eigene Argumente, die nicht unterstützt werden.',
    next: 'Sie unter Hardware entfernen, wenn etwas nicht stimmt.',
  },
}
