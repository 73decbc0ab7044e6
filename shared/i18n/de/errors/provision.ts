import type { provisionErrors } from '../../../domain/errors/provision.ts'
import type { Sentences } from '../../sentences.ts'

export const provisionErrorsDe: Record<keyof typeof provisionErrors, Sentences> = {
  SOURCE_EMPTY: {
    message: 'Die Datei {{path}} ist leer.',
    next: 'Eine andere wählen. Wurde sie heruntergeladen, dann noch einmal herunterladen.',
  },
  SOURCE_UNKNOWN: {
    message: 'Aus {{path}} kann keine Maschine gemacht werden.',
    next: 'Ein Installationsabbild, ein Festplattenabbild, eine OVA oder ein libvirt-XML wählen.',
  },
  SOURCE_XML_UNKNOWN: {
    message: '{{path}} ist XML, beschreibt aber keine Maschine.',
    next: 'Die Beschreibung einer libvirt-Maschine wählen, wie „virsh dumpxml“ sie schreibt.',
  },
  SOURCE_IS_OVF: {
    message: '{{path}} ist nur die Beschreibung einer Maschine, ohne ihre Laufwerke.',
    next: 'Das OVA-Archiv wählen, das beides enthält, oder die Dateien mit tar in eines packen.',
  },
  SOURCE_NOT_READ: {
    message: 'Die Beschreibung der Maschine in {{path}} ist nicht lesbar: {{reason}}.',
    next: 'Die Maschine noch einmal exportieren. Es wurde nichts angelegt.',
  },
  SOURCE_TOO_LARGE: {
    message: 'Die Beschreibung der Maschine in {{path}} ist größer als jede echte.',
    next: 'Prüfen, woher die Datei kommt. Es wurde nichts angelegt.',
  },
  SOURCE_TOO_MANY: {
    message: 'Die Maschine in {{path}} hat {{reason}}, Guesthouse gibt höchstens {{max}}.',
    next: 'Einige dort entfernen, wo die Maschine herkommt, und sie noch einmal exportieren.',
  },
  SOURCE_UNUSABLE: {
    message: 'Die Maschine in {{path}} ist hier nicht möglich: {{reason}}.',
    next: 'Sie dort ändern, wo sie herkommt, und noch einmal exportieren.',
  },
  OVA_DAMAGED: {
    message: 'Das Archiv {{path}} ist beschädigt oder unvollständig: {{reason}}.',
    next: 'Es noch einmal herunterladen oder exportieren. Es wurde nichts angelegt.',
  },
  OVA_UNSAFE: {
    message: 'Das Archiv {{path}} enthält etwas, das in keiner OVA vorkommt: {{reason}}.',
    next: 'Prüfen, woher die Datei kommt. Es wurde nichts angelegt.',
  },
  OVA_NO_MACHINE: {
    message: 'Das Archiv {{path}} enthält keine Beschreibung einer Maschine.',
    next: 'Eine OVA wählen. Andere Archive müssen zuerst ausgepackt werden.',
  },
  OVA_CHECKSUM: {
    message: 'Im Archiv {{path}} stimmt {{file}} nicht mit der Prüfsumme überein.',
    next: 'Die Datei wurde beschädigt oder verändert. Noch einmal herunterladen oder exportieren. Es wurde nichts angelegt.',
  },
}
