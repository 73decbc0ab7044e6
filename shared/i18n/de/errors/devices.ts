import type { devicesErrors } from '../../../domain/errors/devices.ts'
import type { Sentences } from '../../sentences.ts'

export const devicesErrorsDe: Record<keyof typeof devicesErrors, Sentences> = {
  FIRMWARE_NOT_FOUND: {
    message: 'Es ist keine UEFI-Firmware für virtuelle Maschinen installiert.',
    next: 'Das Paket ovmf (Debian, Ubuntu) oder edk2-ovmf (Fedora, Arch) installieren, dann noch einmal versuchen.',
  },
  SECURE_BOOT_NOT_FOUND: {
    message: 'Es ist keine UEFI-Firmware mit Secure Boot installiert.',
    next: 'Das Paket ovmf (Debian, Ubuntu) oder edk2-ovmf (Fedora, Arch) installieren, dann noch einmal versuchen.',
  },
  FIRMWARE_CHANGED: {
    message:
      'Die Firmware {{path}}, mit der diese Maschine gemacht wurde, ist weg, und keine andere passt.',
    next: 'Ihr Paket wieder installieren. Um mit neuen Firmware-Einstellungen zu beginnen, {{nvram}} verschieben.',
  },
  NVRAM_FAILED: {
    message: 'Die Firmware-Einstellungen {{path}} konnten nicht angelegt werden.',
    next: 'Siehe die Ursache unten. Es wurde nichts zurückgelassen.',
  },
  TPM_MISSING: {
    message:
      'Diese Maschine hat ein TPM, und das Programm {{program}}, das es darstellt, ist nicht installiert.',
    next: 'Die Pakete swtpm und swtpm-tools installieren, dann neu starten. Ohne ihr TPM könnte die Maschine ihr Laufwerk sperren.',
  },
  TPM_BUSY: {
    message: 'Das TPM dieser Maschine wird von einem anderen Programm benutzt.',
    next: 'Vielleicht läuft noch ein swtpm von früher. Es beenden, dann neu starten.',
  },
  TPM_FAILED: {
    message: 'Das TPM dieser Maschine konnte nicht gestartet werden.',
    next: 'Siehe die Ursache unten. Die Maschine wurde nicht gestartet, weil sie ihr Laufwerk sperren könnte.',
  },
  TPM_STATE_MISSING: {
    message: 'Die Geheimnisse des TPM sind nicht mehr in {{path}}.',
    next: 'Den Ordner aus einer Sicherung zurückholen. Um mit einem leeren TPM zu beginnen, ihn entfernen.',
  },
  CHANGED_MACHINE_ENDED: {
    message: 'Die Maschine endete, während sie geändert wurde.',
    next: 'Ihre Beschreibung ist wie zuvor. Die Maschine starten, dann noch einmal versuchen.',
  },
  UNPLUG_IGNORED: {
    message: 'Die Maschine hat {{device}} nicht innerhalb von {{seconds}} Sekunden freigegeben.',
    next: 'In der Maschine schließen, was es benutzt, und noch einmal versuchen. Ein Neustart der Maschine entfernt es auch.',
  },
  UNPLUG_REFUSED: {
    message: 'Die Maschine weigert sich, {{device}} freizugeben.',
    next: 'In der Maschine schließen, was es benutzt, dann noch einmal versuchen.',
  },
  UNPLUG_WHILE_PAUSED: {
    message: 'Die Maschine ist angehalten und kann {{device}} deshalb nicht freigeben.',
    next: 'Sie fortsetzen, dann noch einmal versuchen.',
  },
  SLOTS_TAKEN: {
    message: 'Die Maschine hat keinen freien Steckplatz für {{device}}.',
    next: 'Hinzufügen, während die Maschine aus ist.',
  },
  MEDIUM_LOCKED: {
    message: 'Die Maschine hält den Datenträger in {{device}} fest.',
    next: 'In der Maschine auswerfen oder mit Gewalt herausnehmen.',
  },
  USB_NOT_WRITABLE: {
    message: 'Das USB-Gerät {{device}} ({{node}}) darf nicht benutzt werden.',
    next: '{{rule}} in /etc/udev/rules.d/70-guesthouse-usb.rules eintragen, dann neu einstecken.',
  },
  USB_NOT_TAKEN: {
    message: 'QEMU konnte das USB-Gerät {{device}} nicht übernehmen.',
    next: 'Vielleicht benutzt es ein anderes Programm oder eine andere Maschine. Das schließen, dann noch einmal versuchen.',
  },
  PORT_TAKEN: {
    message: 'Der {{protocol}}-Port {{port}} dieses Rechners wird von {{holder}} benutzt.',
    next: 'Einen anderen Port wählen oder beenden, was ihn benutzt.',
  },
  PORT_PRIVILEGED: {
    message:
      'Ports unter {{first}} dieses Rechners sind seiner Verwaltung vorbehalten, also auch {{port}}.',
    next: 'Einen höheren Port wählen. Mit sudo sysctl net.ipv4.ip_unprivileged_port_start={{port}} gibt die Verwaltung ihn frei.',
  },
  PORT_ADDRESS_UNKNOWN: {
    message: 'Dieser Rechner hat die Adresse {{address}} nicht, für die Port {{port}} gedacht ist.',
    next: 'Eine seiner Adressen wählen oder 0.0.0.0 für alle.',
  },
  PORT_FORWARD_REFUSED: {
    message: 'QEMU konnte die Weiterleitung von Port {{port}} nicht ändern: {{reason}}.',
    next: 'Die Weiterleitungen sind wie zuvor. Einen anderen Port wählen, dann noch einmal versuchen.',
  },
  PRIVATE_NETWORK_FAILED: {
    message: 'Das private Netz {{network}} konnte nicht eingerichtet werden.',
    next: 'Siehe die Ursache unten, dann die Maschine neu starten.',
  },
}
