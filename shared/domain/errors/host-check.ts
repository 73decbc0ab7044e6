/** About mending what the host check found. */
export const hostCheckErrors = {
  MEND_UNAVAILABLE: {
    message: 'This cannot be done from here.',
    next: 'Check again, or copy the command and run it in a terminal.',
  },
  MEND_UNDER_WAY: {
    message: 'Another change to this computer is under way.',
    next: 'Wait for it to end, then try again.',
  },
  MEND_DISMISSED: {
    message: 'Nothing was changed: the question for the password was closed.',
    next: 'Try again when you like, or copy the command and run it in a terminal.',
  },
  MEND_NOT_AUTHORISED: {
    message: 'Nothing was changed: the administrator’s rights were not given.',
    next: 'Copy the command, and have an administrator run it in a terminal.',
  },
  MEND_FAILED: {
    message: 'The command did not succeed: {{command}}.',
    next: 'Its own words are in the details. Copy it, and run it in a terminal to see more.',
  },
} as const
