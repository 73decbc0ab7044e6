/** About QEMU. */
export const qemuErrors = {
  // QEMU
  QEMU_NOT_FOUND: {
    message: 'QEMU is not installed.',
    next: 'Install the package qemu-system-x86 (Debian, Ubuntu) or qemu-kvm (Fedora), then try again.',
  },
  QEMU_IMG_NOT_FOUND: {
    message: 'The program qemu-img is not installed.',
    next: 'Install the package qemu-utils (Debian, Ubuntu) or qemu-img (Fedora), then try again.',
  },
  QEMU_TOO_OLD: {
    message: 'QEMU {{found}} is too old.',
    next: 'Guesthouse needs QEMU {{needed}} or newer. Update it, then try again.',
  },
  QEMU_UNUSABLE: {
    message: 'QEMU ({{path}}) cannot be used.',
    next: 'See the cause below, and reinstall QEMU.',
  },
  QEMU_DIED_AT_START: {
    message: 'QEMU ended while the machine was starting.',
    next: 'Its own words are in the log.',
  },
  QEMU_START_TIMEOUT: {
    message: 'QEMU did not answer within {{seconds}} seconds.',
    next: 'Its own words are in the log. The machine was ended.',
  },
  START_CANCELLED: {
    message: 'The start was cancelled.',
    next: 'Start the machine again when you like.',
  },
  QEMU_CRASHED: {
    message: 'QEMU ended unexpectedly ({{how}}).',
    next: 'Its own words are in the log. Start the machine again.',
  },
  CRASHES_AGAIN: {
    message:
      'QEMU ended unexpectedly more than {{times}} times within {{minutes}} minutes, so the machine is not started again.',
    next: 'Its own words are in the log. Start the machine yourself when the cause is gone.',
  },
  QEMU_REFUSED: {
    message: 'QEMU refused the request: {{reason}}.',
    next: 'See the log for more.',
  },
  QEMU_NO_ANSWER: {
    message: 'QEMU does not answer.',
    next: 'Guesthouse goes on asking. If it stays like this, power the machine off.',
  },
  QEMU_CANNOT_BE_ENDED: {
    message: 'QEMU (process {{pid}}) does not end, not even when it is killed.',
    next: 'It waits for the kernel, most often for a disk or a network share. Check those.',
  },
  QEMU_STOPPED_GUEST: {
    message: 'QEMU stopped the machine ({{status}}).',
    next: 'Reset it or power it off. Its own words are in the log.',
  },
  CRASHED_UNSEEN: {
    message: 'QEMU ended unexpectedly while Guesthouse was closed.',
    next: 'Its own words are in the log. Start the machine again.',
  },
  SHUTDOWN_IGNORED: {
    message: 'The machine did not react to the request to shut down.',
    next: 'Shut it down from the inside, or power it off.',
  },
} as const
