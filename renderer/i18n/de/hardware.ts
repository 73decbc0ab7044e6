import type { hardware as english } from '../en/hardware.ts'
import type { Texts } from '../texts.ts'

export const hardware: Texts<typeof english> = {
  hardware: {
    memory: 'Arbeitsspeicher',
    processors: 'Prozessoren',
    disks: 'Laufwerke',
    cdroms: 'CD-Laufwerke',
    network: 'Netz',
    serial: 'Serielle Ports',
    display: 'Anzeige',
    kernel: 'Kernel',
    initrd: 'Anfängliche RAM-Disk',
    commandLine: 'Befehlszeile des Kernels',
    created: 'Angelegt',
    none: 'Keine',
    emptyDrive: 'Leer',
    readOnly: 'nur lesbar',
    displayVnc: 'Bildschirm in diesem Fenster',
    displayNone: 'Kein Bildschirm',
  },
}
