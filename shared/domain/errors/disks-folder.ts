/** About the folder where the disks of new machines are made. */
export const disksFolderErrors = {
  DISKS_FOLDER_MISSING: {
    message: 'The folder for disks, {{path}}, is not there.',
    next: 'Connect the drive that it is on, or choose another folder in the settings.',
  },
  DISKS_FOLDER_NOT_A_FOLDER: {
    message: '{{path}} is a file, so no disks can be kept in it.',
    next: 'Choose a folder in the settings.',
  },
  DISKS_FOLDER_NOT_WRITABLE: {
    message: 'Nothing can be written to the folder for disks, {{path}}.',
    next: 'Change its permissions, or choose another folder in the settings.',
  },
  DISKS_FOLDER_AWAY: {
    message: 'The disks of the machine cannot be deleted, because {{path}} is not there.',
    next: 'Connect the drive that it is on, or delete the machine and keep its disks.',
  },
} as const
