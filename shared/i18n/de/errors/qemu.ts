import type { qemuErrors } from '../../../domain/errors/qemu.ts'
import type { Sentences } from '../../sentences.ts'

export const qemuErrorsDe: Record<keyof typeof qemuErrors, Sentences> = {
  QEMU_NOT_FOUND: {
    message: 'QEMU ist nicht installiert.',
    next: 'Das Paket qemu-system-x86 (Debian, Ubuntu) oder qemu-kvm (Fedora) installieren, dann noch einmal versuchen.',
  },
  QEMU_IMG_NOT_FOUND: {
    message: 'Das Programm qemu-img ist nicht installiert.',
    next: 'Das Paket qemu-utils (Debian, Ubuntu) oder qemu-img (Fedora) installieren, dann noch einmal versuchen.',
  },
  QEMU_TOO_OLD: {
    message: 'QEMU {{found}} ist zu alt.',
    next: 'Guesthouse braucht QEMU {{needed}} oder neuer. Es aktualisieren, dann noch einmal versuchen.',
  },
  QEMU_UNUSABLE: {
    message: 'QEMU ({{path}}) kann nicht benutzt werden.',
    next: 'Siehe die Ursache unten, und QEMU neu installieren.',
  },
  QEMU_DIED_AT_START: {
    message: 'QEMU endete, während die Maschine startete.',
    next: 'Was QEMU dazu sagt, steht im Protokoll.',
  },
  QEMU_START_TIMEOUT: {
    message: 'QEMU hat nicht innerhalb von {{seconds}} Sekunden geantwortet.',
    next: 'Was QEMU dazu sagt, steht im Protokoll. Die Maschine wurde beendet.',
  },
  START_CANCELLED: {
    message: 'Der Start wurde abgebrochen.',
    next: 'Die Maschine kann jederzeit wieder gestartet werden.',
  },
  QEMU_CRASHED: {
    message: 'QEMU endete unerwartet ({{how}}).',
    next: 'Was QEMU dazu sagt, steht im Protokoll. Die Maschine wieder starten.',
  },
  CRASHES_AGAIN: {
    message:
      'QEMU endete innerhalb von {{minutes}} Minuten mehr als {{times}}-mal unerwartet. Deshalb wird die Maschine nicht wieder gestartet.',
    next: 'Was QEMU dazu sagt, steht im Protokoll. Die Maschine von Hand starten, wenn die Ursache behoben ist.',
  },
  QEMU_REFUSED: {
    message: 'QEMU hat die Anfrage abgelehnt: {{reason}}.',
    next: 'Mehr steht im Protokoll.',
  },
  QEMU_NO_ANSWER: {
    message: 'QEMU antwortet nicht.',
    next: 'Guesthouse fragt weiter. Bleibt es dabei, die Maschine ausschalten.',
  },
  QEMU_CANNOT_BE_ENDED: {
    message: 'QEMU (Prozess {{pid}}) endet nicht, auch nicht mit Gewalt.',
    next: 'Es wartet auf den Kernel, meist wegen eines Laufwerks oder einer Netzfreigabe. Diese prüfen.',
  },
  QEMU_STOPPED_GUEST: {
    message: 'QEMU hat die Maschine angehalten ({{status}}).',
    next: 'Sie zurücksetzen oder ausschalten. Was QEMU dazu sagt, steht im Protokoll.',
  },
  CRASHED_UNSEEN: {
    message: 'QEMU endete unerwartet, während Guesthouse geschlossen war.',
    next: 'Was QEMU dazu sagt, steht im Protokoll. Die Maschine wieder starten.',
  },
  SHUTDOWN_IGNORED: {
    message: 'Die Maschine hat auf die Bitte, herunterzufahren, nicht reagiert.',
    next: 'Sie von innen herunterfahren oder ausschalten.',
  },
}
