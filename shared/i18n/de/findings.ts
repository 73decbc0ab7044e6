import type { findingCatalogue } from '../../domain/host-check/findings.ts'
import type { Texts } from '../texts.ts'

const unknown = 'Darüber ist nichts bekannt.'
const slow = 'Maschinen laufen um ein Vielfaches langsamer.'
const slowWithout = 'Maschinen laufen ohne sie, um ein Vielfaches langsamer.'
const noNetwork =
  'Maschinen erreichen kein Netz, außer sie erhalten auch Zugriff auf diesen Rechner.'
const notBridged = 'Maschinen können nicht mit eigenen Adressen im örtlichen Netz sein.'
const through9p = 'Ordner werden über 9p geteilt, das langsamer ist.'
const no3d = 'Bildschirme haben keine 3D-Beschleunigung.'
const noLimits =
  'Maschinen haben keine Grenzen für Prozessor und Speicher und enden womöglich mit der Sitzung.'
const notShown = 'Diese Version zeigt dessen Maschinen nicht. Die dieses Kontos brauchen ihn nicht.'
const cannotBeMade =
  'Dort kann keine Maschine angelegt werden. In den Einstellungen einen anderen Ordner wählen.'

/** The German sentences of every finding. It does not compile unless every one is there. */
export const findingsDe: Texts<typeof findingCatalogue> = {
  CHECK_FAILED: { message: 'Das konnte nicht geprüft werden.', lost: unknown },
  CHECK_TOOK_TOO_LONG: {
    message: 'Die Prüfung kam in {{seconds}} s zu keinem Ende.',
    lost: unknown,
  },
  CHECK_NEEDS_QEMU: {
    message: 'Ohne ein QEMU, das funktioniert, lässt sich das nicht prüfen.',
    lost: unknown,
  },
  CHECK_NEEDS_ORDINARY_USER: {
    message: 'Als root wird das nicht geprüft: Es gilt für das Konto, als das Maschinen laufen.',
    lost: unknown,
  },

  KVM_PROVED: {
    message:
      'Hardware-Beschleunigung funktioniert: Der Selbsttest brauchte {{kvm}} ms, ohne sie {{tcg}} ms.',
  },
  KVM_PROVED_ALONE: {
    message: 'Hardware-Beschleunigung funktioniert: Der Selbsttest brauchte {{kvm}} ms.',
  },
  KVM_FEATURES_LEFT_OUT: {
    message: 'KVM verweigert einen Teil dieses Prozessors ({{features}}). Er wird weggelassen.',
    lost: 'Maschinen kommen ohne diesen Teil aus.',
  },
  KVM_NOT_OFFERED: {
    message:
      'Der Prozessor bietet keine Virtualisierung. Sie ist womöglich in der Firmware abgeschaltet (VT-x, AMD-V).',
    lost: slow,
  },
  KVM_NOT_LOADED: {
    message:
      'Der Prozessor kann Maschinen beschleunigen, aber das Kernelmodul {{module}} ist nicht geladen.',
    lost: slow,
  },
  KVM_MISSING: { message: 'Hier gibt es kein /dev/kvm.', lost: slow },
  KVM_NO_PERMISSION: {
    message: 'Das Gerät /dev/kvm ist da, aber dieses Konto darf es nicht benutzen.',
    lost: slow,
  },
  KVM_CANNOT_BE_OPENED: {
    message: 'Das Gerät /dev/kvm ist da und lässt sich nicht öffnen.',
    lost: slow,
  },
  KVM_DIES: {
    message: 'QEMU endet, wenn es Hardware-Beschleunigung benutzt.',
    lost: slowWithout,
  },
  KVM_UNUSABLY_SLOW: {
    message:
      'Hardware-Beschleunigung ist da und zu langsam, um sie zu benutzen: Der Selbsttest kam zu keinem Ende.',
    lost: 'Maschinen laufen ohne sie, um ein Vielfaches langsamer als möglich.',
  },
  KVM_SLOWER: {
    message:
      'Hardware-Beschleunigung ist langsamer als keine: Der Selbsttest brauchte {{kvm}} ms, ohne sie {{tcg}} ms.',
    lost: 'Maschinen laufen ohne sie.',
  },

  QEMU_FOUND: { message: 'QEMU {{version}} ist installiert ({{path}}).' },
  QEMU_MISSING: {
    message: 'QEMU ist nicht installiert.',
    lost: 'Keine Maschine lässt sich starten.',
  },
  QEMU_OLD: {
    message: 'QEMU {{found}} ist zu alt: Guesthouse braucht {{needed}} oder neuer.',
    lost: 'Keine Maschine lässt sich starten.',
  },
  QEMU_BROKEN: {
    message: 'QEMU ist installiert ({{path}}) und antwortet nicht, wie es soll.',
    lost: 'Keine Maschine lässt sich starten.',
  },
  QEMU_IMG_MISSING: {
    message: 'Das Programm qemu-img ist nicht installiert.',
    lost: 'Laufwerke lassen sich weder anlegen noch ändern.',
  },
  QEMU_BEFORE_STREAM: {
    message: 'QEMU {{version}} ist älter als 7.2.',
    lost: 'Maschinen können weder passt noch private Netze benutzen.',
  },

  FIRMWARE_COMPLETE: { message: 'UEFI ist da, auch Secure Boot mit seinen Schlüsseln.' },
  FIRMWARE_WITHOUT_KEYS: {
    message: 'UEFI ist da, auch Secure Boot, aber ohne Schlüssel.',
    lost: 'Secure Boot prüft nichts, bis in einer Maschine Schlüssel eingetragen sind.',
  },
  FIRMWARE_WITHOUT_SECURE_BOOT: {
    message: 'UEFI ist da, ohne Secure Boot.',
    lost: 'Systeme, die Secure Boot verlangen, etwa Windows 11, lassen sich nicht installieren.',
  },
  FIRMWARE_MISSING: {
    message: 'Es ist keine UEFI-Firmware installiert.',
    lost: 'Maschinen starten nur mit einem BIOS. Windows 11 lässt sich nicht installieren.',
  },

  TPM_FOUND: { message: 'Maschinen können ein TPM haben ({{path}}).' },
  TPM_PROGRAM_MISSING: {
    message: 'Das Programm {{program}} ist nicht installiert.',
    lost: 'Maschinen können kein TPM haben. Windows 11 lässt sich nicht installieren.',
  },

  SOUND_WORKS: { message: 'Maschinen spielen und nehmen auf über {{server}}, das antwortet.' },
  SOUND_SERVER_SILENT: {
    message: 'Kein Soundserver antwortet.',
    lost: 'Maschinen sind stumm.',
  },
  SOUND_DRIVER_MISSING: {
    message: 'Der Soundserver antwortet ({{server}}), aber QEMU fehlt der Teil, der dort abspielt.',
    lost: 'Maschinen sind stumm.',
  },

  PASST_WORKS: {
    message: 'Maschinen erreichen das Netz über passt, und diesen Rechner nur, wo es erlaubt ist.',
  },
  PASST_WITHOUT_ADDRESS: {
    message: 'Das Netz läuft über passt, das älter ist als August 2024.',
    lost: 'Wer in einer Maschine Verwaltungsrechte hat, erreicht, was nur auf diesem Rechner selbst lauscht (127.0.0.1).',
  },
  PASST_WITHOUT_NAMES: {
    message: 'Dieses passt kann den Nameserver dieses Rechners (127.0.0.53) nicht fragen.',
    lost: 'Maschinen finden keine Namen im Netz, bis in ihnen ein Nameserver eingetragen ist.',
  },
  PASST_MISSING: { message: 'Das Programm passt ist nicht installiert.', lost: noNetwork },
  PASST_FAILS: {
    message: 'Das Programm passt ist installiert und startet hier nicht.',
    lost: noNetwork,
  },
  PASST_NEEDS_NEWER_QEMU: {
    message: 'Das Programm passt ist installiert, aber QEMU {{version}} ist dafür zu alt (7.2).',
    lost: noNetwork,
  },

  BRIDGE_READY: { message: 'Maschinen können über {{bridges}} ins örtliche Netz.' },
  BRIDGE_NONE: { message: 'Dieser Rechner hat keine Bridge.', lost: notBridged },
  BRIDGE_HELPER_NOT_INSTALLED: {
    message: 'Das Bridge-Hilfsprogramm von QEMU ist nicht installiert.',
    lost: notBridged,
  },
  BRIDGE_HELPER_WITHOUT_RIGHT: {
    message:
      'Dem Bridge-Hilfsprogramm von QEMU ({{helper}}) fehlt das Recht, einer Bridge beizutreten.',
    lost: notBridged,
  },
  BRIDGE_ACL_MISSING: {
    message: 'Die Datei {{file}} fehlt oder ist nicht benutzbar, also ist keine Bridge erlaubt.',
    lost: notBridged,
  },
  BRIDGE_ACL_DENIES: {
    message: 'Die Datei {{file}} erlaubt keine Maschinen an {{bridges}}.',
    lost: notBridged,
  },

  VIRTIOFS_WORKS: { message: 'Ordner werden über virtiofs geteilt ({{path}}).' },
  VIRTIOFS_WITHOUT_SANDBOX: {
    message:
      'Ordner werden über virtiofs geteilt ({{path}}), das sich hier nicht einschließen kann.',
    lost: 'Eine Maschine, die daraus ausbricht, erreicht alle Dateien dieses Kontos.',
  },
  VIRTIOFS_MISSING: {
    message: 'Das Programm virtiofsd ist nicht installiert.',
    lost: through9p,
  },
  VIRTIOFS_NOT_FOR_USERS: {
    message:
      'Dieses virtiofsd ({{path}}) funktioniert nicht für ein gewöhnliches Konto: Nötig ist 1.13.',
    lost: through9p,
  },

  RENDER_NODE_WORKS: { message: 'Maschinen können mit dem Grafikgerät {{node}} zeichnen.' },
  RENDER_NODE_MISSING: {
    message: 'Es gibt kein Grafikgerät, das zeichnet (/dev/dri/renderD128).',
    lost: no3d,
  },
  RENDER_NODE_NO_PERMISSION: {
    message: 'Dieses Konto darf das Grafikgerät {{node}} nicht benutzen.',
    lost: no3d,
  },
  RENDER_DRIVER_MISSING: {
    message: 'Das Grafikgerät {{node}} ist da, aber QEMU fehlt der Teil, der damit zeichnet.',
    lost: no3d,
  },

  USB_WORKS: {
    message: 'Von {{count}} eingesteckten USB-Geräten lassen sich {{usable}} Maschinen leihen.',
  },
  USB_NO_PERMISSION: {
    message: 'Dieses Konto darf keines der {{count}} eingesteckten USB-Geräte benutzen.',
    lost: 'Kein USB-Gerät lässt sich einer Maschine leihen. Unter Hardware hat jedes die Zeile, die es erlaubt.',
  },
  USB_NOTHING_PLUGGED_IN: {
    message: 'Es ist kein USB-Gerät eingesteckt, mit dem es sich versuchen ließe.',
    lost: `${unknown} Eines einstecken und noch einmal prüfen.`,
  },
  USB_NONE: {
    message: 'Dieser Rechner hat kein USB.',
    lost: 'Kein USB-Gerät lässt sich einer Maschine leihen.',
  },

  MANAGER_LINGERS: {
    message:
      'Maschinen laufen unter systemd, getrennt von dieser App, und dürfen nach dem Abmelden weiterlaufen.',
  },
  MANAGER_ENDS_AT_LOGOUT: {
    message:
      'Maschinen laufen unter systemd, getrennt von dieser App, bis das Konto sich abmeldet.',
    lost: 'Maschinen, die beim Abmelden weiterlaufen sollen, enden mit der Sitzung.',
  },
  MANAGER_MISSING: { message: 'Kein systemd kümmert sich um dieses Konto.', lost: noLimits },
  MANAGER_SILENT: { message: 'Das systemd dieses Kontos antwortet nicht.', lost: noLimits },

  DAEMON_NONE: {
    message:
      'Maschinen laufen als dieses Konto. Ein Systemdienst ist nicht installiert und nicht nötig.',
  },
  DAEMON_INSTALLED: {
    message: 'Der Systemdienst {{name}} ist installiert und läuft nicht.',
    lost: notShown,
  },
  DAEMON_RUNNING: { message: 'Der Systemdienst {{name}} läuft.', lost: notShown },
  DAEMON_RUNNING_AS: {
    message: 'Der Systemdienst {{name}} läuft als {{account}}.',
    lost: notShown,
  },

  TRAY_SHOWN: { message: 'Der Desktop zeigt Symbole im Infobereich.' },
  TRAY_MISSING: {
    message: 'Der Desktop zeigt keine Symbole im Infobereich.',
    lost: 'Maschinen lassen sich nicht von dort starten, und Guesthouse endet mit dem letzten Fenster.',
  },
  TRAY_UNKNOWN: {
    message: 'Der Desktop sagt nicht, ob er Symbole im Infobereich zeigt.',
    lost: unknown,
  },

  SPACE_ENOUGH: { message: 'Wo Laufwerke liegen, sind {{bytes}} frei ({{path}}).' },
  SPACE_LITTLE: {
    message: 'Wo Laufwerke liegen, sind nur {{bytes}} frei ({{path}}).',
    lost: 'Die meisten Systeme haben keinen Platz: Sie verlangen 20 GiB und mehr.',
  },
  SPACE_NONE: {
    message: 'Wo Laufwerke liegen, ist kaum etwas frei ({{path}}): {{bytes}}.',
    lost: 'Maschinen halten an, wenn sie schreiben. Platz schaffen oder Laufwerke anderswo ablegen.',
  },
  SPACE_NOT_WRITABLE: {
    message: 'Dieses Konto darf dort nicht schreiben, wo Laufwerke liegen ({{path}}).',
    lost: cannotBeMade,
  },
  SPACE_FOLDER_MISSING: {
    message: 'Den Ordner, in dem Laufwerke liegen, gibt es nicht ({{path}}).',
    lost: cannotBeMade,
  },

  WATCHES_ENOUGH: {
    message:
      'Bis zu {{instances}} Programme dieses Kontos können Änderungen an Dateien verfolgen (inotify).',
  },
  WATCHES_FEW: {
    message:
      'Dieser Rechner erlaubt wenige Beobachtungen von Dateien: {{instances}} Instanzen, {{watches}} Beobachtungen.',
    lost: 'Sind viele Programme offen, werden Änderungen an Dateien spät bemerkt.',
  },
  WATCHES_USED_UP: {
    message:
      'Die Beobachtungen von Dateien, die dieses Konto haben darf, sind verbraucht (inotify).',
    lost: 'Starts dauern länger, und Änderungen an Dateien werden spät bemerkt.',
  },

  FILES_ENOUGH: { message: 'Ein Programm darf {{limit}} Dateien offen haben.' },
  FILES_UNLIMITED: { message: 'Ein Programm darf beliebig viele Dateien offen haben.' },
  FILES_FEW: {
    message: 'Ein Programm darf nicht mehr als {{limit}} Dateien offen haben.',
    lost: 'Viele Maschinen zugleich und geteilte Ordner mit vielen Dateien können scheitern.',
  },
}
