/** About a machine as a whole, and its file. */
export const guestErrors = {
  // the guest's own file
  GUEST_NOT_FOUND: {
    message: 'This machine is no longer there.',
    next: 'It may have been deleted in another window.',
  },
  GUEST_FILE_UNREADABLE: {
    message: 'The file {{path}} that describes this machine cannot be read.',
    next: 'Check that the file exists and that you may read it.',
  },
  GUEST_FILE_NOT_JSON: {
    message: 'The file {{path}} that describes this machine is damaged.',
    next: 'Restore it from a backup. Guesthouse leaves it as it is.',
  },
  GUEST_FILE_NEWER: {
    message:
      'This machine was made by a newer Guesthouse (format {{found}}, this one knows {{known}}).',
    next: 'Update Guesthouse. The file {{path}} is left as it is.',
  },
  GUEST_FILE_INVALID: {
    message: 'The file {{path}} does not describe a valid machine.',
    next: 'Correct the field named below. Guesthouse leaves the file as it is.',
  },
  GUEST_FILE_CHANGED: {
    message: 'The file {{path}} was changed by another program.',
    next: 'The machine is shown as it is in the file now. Make your change again.',
  },
  GUEST_CHANGED: {
    message: 'This machine was changed elsewhere meanwhile.',
    next: 'It is shown as it is now. Make your change again.',
  },
  GUEST_BROKEN: {
    message: 'This machine cannot be used because its file is damaged.',
    next: 'See the reason on its page.',
  },
  GUEST_WRONG_STATE: {
    message: 'This cannot be done while the machine is {{state}}.',
    next: 'Wait until it has changed, then try again.',
  },
  GUEST_BUSY: {
    message: 'The machine is busy: {{job}}.',
    next: 'Wait until that has ended, then try again.',
  },
  GUEST_SAVED: {
    message: 'This machine is saved, and what it has is fixed until it goes on.',
    next: 'Start it, or discard its saved state, then try again.',
  },
  GUEST_IS_TEMPLATE: {
    message: 'This machine is a template and is not started.',
    next: 'Make a clone of it, and start that.',
  },
  JOB_CANCELLED: {
    message: 'This was cancelled.',
    next: 'Everything is as it was before.',
  },
  INVALID_INPUT: {
    message: 'What was entered is not valid: {{reason}}.',
    next: 'Correct it and try again.',
  },
} as const
