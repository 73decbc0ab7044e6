/**
 * What is wrong with a file that a machine was to be made of. Fills `{{reason}}` of the errors
 * SOURCE_… and OVA_…, whose `reason` is a key of these, so that every language has its own words.
 */
export const sourceReasons = {
  // of XML
  'not-utf8': 'it is not text in UTF-8',
  'document-type': 'it declares a document type',
  'too-complex': 'it has more parts than any real one',
  'too-deep': 'its elements are nested too deeply',
  'not-well-formed': 'it is not well-formed XML',
  // of described machines
  changed: 'the file was changed meanwhile',
  'no-ovf': 'it is no OVF',
  'no-machine': 'it holds no machine',
  'several-machines': 'it holds {{count}} machines',
  'no-hardware': 'it says nothing of hardware',
  'no-memory-size': 'it says no size of memory',
  'disk-parent': 'a disk of it builds on another one',
  'disk-not-described': 'a disk of it is not described',
  'disk-not-file': 'a disk of it is no file',
  'disk-size': 'a disk of it has no possible size',
  'disk-compressed': 'a disk of it is compressed',
  'disk-in-pieces': 'a disk of it is in pieces',
  // of machines that cannot be had
  hypervisor: 'it is for {{word}}',
  'no-hypervisor': 'it is for an unknown hypervisor',
  processor: 'its processor is {{word}}',
  'system-type': 'its system type is {{word}}',
  processors: 'it has {{count}} processors',
  'impossible-settings': 'its settings do not go together',
  'count-disks': '{{count}} disks',
  'count-cdroms': '{{count}} CD drives',
  'count-nics': '{{count}} network cards',
  'count-serials': '{{count}} serial ports',
  'count-shares': '{{count}} shared folders',
  'count-usb-devices': '{{count}} USB devices',
  // of archives
  'bad-header': 'it cannot be read as an archive',
  'cut-off': 'it ends in the middle of a file',
  'file-missing': '{{file}} is not in it',
  'file-size': '{{file}} has not the size that it should have',
  'file-no-disk': '{{file}} is no disk',
  'file-unreadable': '{{file}} cannot be read as a disk',
  'file-other-files': '{{file}} names other files',
  'file-encrypted': '{{file}} is encrypted',
  'file-format': '{{file}} is no disk in a format that OVAs have',
  'file-parent': '{{file}} builds on another disk',
  'file-twice': 'two files with the name {{file}}',
  'file-link': '{{file}} is a link or a device',
  'file-name': 'a file with the name {{file}}',
  folder: 'the folder {{file}}',
  'too-many-files': 'more than {{max}} files',
  'several-descriptions': 'more than one description',
} as const satisfies Record<string, string>

export type SourceReason = keyof typeof sourceReasons

export const isSourceReason = (word: unknown): word is SourceReason =>
  typeof word === 'string' && Object.hasOwn(sourceReasons, word)
