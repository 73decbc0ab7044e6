/** What main says itself: in the desktop's dialogs, and on the page that stands for a broken window. */
export const native = {
  chooseNewFile: 'Choose a name for the file',
  choose: {
    cdrom: 'Choose a CD-ROM image',
    disk: 'Choose a disk image',
    kernel: 'Choose a kernel',
    initrd: 'Choose an initial RAM disk',
    folder: 'Choose a folder',
    any: 'Choose a file',
  },
  allFiles: 'All files',
  cdromImages: 'CD-ROM images',
  diskImages: 'Disk images',
  stoppedTwice: {
    message: 'The window stopped working twice.',
    next: 'Your machines go on running. If it happens again, please report it with the log.',
  },
  openAgain: 'Open the window again',
  unresponsive: {
    message: 'The window does not respond.',
    next: 'Your machines go on running. What was typed into the window and not saved is lost when it is loaded again.',
  },
  wait: 'Wait',
  loadAgain: 'Load again',
} as const
