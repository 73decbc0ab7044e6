/** About files that machines are made of. */
export const provisionErrors = {
  SOURCE_EMPTY: {
    message: 'The file {{path}} is empty.',
    next: 'Choose another one. If it was downloaded, download it again.',
  },
  SOURCE_UNKNOWN: {
    message: '{{path}} is nothing that a machine can be made of.',
    next: 'Choose an installation image, a disk image, an OVA or a libvirt XML.',
  },
  SOURCE_XML_UNKNOWN: {
    message: '{{path}} is XML, but it describes no machine.',
    next: 'Choose the description of a libvirt machine, as “virsh dumpxml” writes it.',
  },
  SOURCE_IS_OVF: {
    message: '{{path}} is only the description of a machine, without its disks.',
    next: 'Choose the OVA archive that holds both, or pack the files into one with tar.',
  },
  SOURCE_NOT_READ: {
    message: 'The description of the machine in {{path}} cannot be read: {{reason}}.',
    next: 'Export the machine again. Nothing was made.',
  },
  SOURCE_TOO_LARGE: {
    message: 'The description of the machine in {{path}} is larger than any real one.',
    next: 'Check where the file is from. Nothing was made.',
  },
  SOURCE_TOO_MANY: {
    message: 'The machine in {{path}} has {{reason}}, and Guesthouse gives at most {{max}}.',
    next: 'Remove some where the machine comes from, then export it again.',
  },
  SOURCE_UNUSABLE: {
    message: 'The machine in {{path}} cannot be had here: {{reason}}.',
    next: 'Change it where it comes from, then export it again.',
  },
  OVA_DAMAGED: {
    message: 'The archive {{path}} is damaged or incomplete: {{reason}}.',
    next: 'Download or export it again. Nothing was made.',
  },
  OVA_UNSAFE: {
    message: 'The archive {{path}} holds something that no OVA has: {{reason}}.',
    next: 'Check where the file is from. Nothing was made.',
  },
  OVA_NO_MACHINE: {
    message: 'The archive {{path}} holds no description of a machine.',
    next: 'Choose an OVA. Other archives have to be unpacked first.',
  },
  OVA_CHECKSUM: {
    message: 'In the archive {{path}}, {{file}} is not what its checksum says.',
    next: 'The file was damaged or changed. Download or export it again. Nothing was made.',
  },
} as const
