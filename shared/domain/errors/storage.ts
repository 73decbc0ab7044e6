/** About disks, images and other files. */
export const storageErrors = {
  // files of the guest
  DISK_MISSING: {
    message: 'The file {{path}} does not exist.',
    next: 'Put it back, or choose another file.',
  },
  DISK_UNREADABLE: {
    message: 'You have no permission to use the file {{path}}.',
    next: 'Change the permissions of the file, or choose another one.',
  },
  DISK_IS_DIRECTORY: {
    message: '{{path}} is a folder, not a disk image.',
    next: 'Choose a file.',
  },
  DISK_IN_USE: {
    message: 'The disk {{path}} is in use by another program ({{holder}}).',
    next: 'Close that program, then start again.',
  },
  DISK_FULL: {
    message: 'The machine was paused because the disk of this computer that holds its own is full.',
    next: 'Free some space, then resume.',
  },
  DISK_FAILED: {
    message: 'The machine was paused because its disk failed: {{reason}}.',
    next: 'Check the disk that holds its image, then resume.',
  },
  DISK_EXISTS: {
    message: 'The file {{path}} exists already.',
    next: 'Choose another name.',
  },
  DISK_CREATE_FAILED: {
    message: 'The disk {{path}} could not be made.',
    next: 'See the cause below. Nothing was left behind.',
  },
  DISK_FORMAT_UNKNOWN: {
    message: '{{path}} is not a disk image that QEMU can read.',
    next: 'Choose a qcow2 or raw image.',
  },
  BACKING_NOT_ACCEPTED: {
    message: 'The disk {{path}} builds on another file that you have not agreed to: {{backing}}.',
    next: 'Look at the name. Accept it only if that is the file that the disk should build on.',
  },
  BACKING_CHANGED: {
    message: 'The disk {{path}} does not build on {{backing}} any more.',
    next: 'Put the disk back as it was, or remove it from the machine and add it again.',
  },
  BACKING_MISSING: {
    message: 'The disk {{path}} builds on {{backing}}, which is not there or cannot be read.',
    next: 'Put that file back, or change its permissions.',
  },
  DISK_CORRUPT: {
    message: 'The disk {{path}} is marked as damaged.',
    next: 'Make a copy of the file first. Then have the disk checked, and repaired.',
  },
  DISK_ENCRYPTED: {
    message: 'The disk {{path}} is encrypted by QEMU, which Guesthouse cannot open.',
    next: 'Make a copy that is not encrypted with qemu-img, then use that.',
  },
  DISK_HAS_DATA_FILE: {
    message: 'The disk {{path}} keeps its data in another file.',
    next: 'Make a copy that stands alone with qemu-img, then use that.',
  },
  DISK_NEEDS_CONVERSION: {
    message: 'The disk {{path}} has the format {{format}}, which a machine cannot write to.',
    next: 'Import it as a converted copy.',
  },
  DISK_NOT_SMALLER: {
    message: 'The disk {{path}} cannot be made smaller.',
    next: 'What lies behind the new end would be lost. Choose more than {{bytes}} bytes.',
  },
  DISK_HAS_SNAPSHOTS: {
    message: 'The disk {{path}} holds {{count}} snapshots, which would be lost.',
    next: 'Delete the snapshots first. In the machine, trimming frees space without that (fstrim).',
  },
  DISK_NOT_CHANGEABLE: {
    message: 'The disk {{path}} cannot be changed: {{reason}}.',
    next: 'Make a copy of it, and use the copy.',
  },
  IMAGE_FAILED: {
    message: 'The work on {{path}} could not be finished by qemu-img.',
    next: 'See the cause below. The disk is as it was.',
  },
  SPACE_NEEDED: {
    message: '{{path}} needs {{neededMiB}} MiB, and {{freeMiB}} MiB are free there.',
    next: 'Free some space or choose another place, then try again.',
  },
  DISK_NOT_FOUND: {
    message: 'The machine has no disk {{disk}}.',
    next: 'It may have been removed in another window.',
  },
  GUEST_BUILT_ON: {
    message: 'The disks of other machines build on those of this one: {{names}}.',
    next: 'Delete those machines first, or make full clones of them and delete the linked ones.',
  },
  NOT_A_TEMPLATE: {
    message: 'A linked clone can be made of a template only.',
    next: 'Make this machine a template first, or make a full clone.',
  },
  NO_SPACE: {
    message: 'There is not enough space for {{path}}.',
    next: 'Free some space or choose another place, then try again.',
  },
  FILE_WRITE_FAILED: {
    message: 'The file {{path}} could not be written.',
    next: 'Check the free space and the permissions of its folder.',
  },
} as const
