/** What only the window and its main process meet. */
export const windowErrors = {
  CLIPBOARD_OFF: {
    message: 'This machine does not share the clipboard in that direction.',
    next: 'Allow it in the clipboard menu below the screen.',
  },
  CLIPBOARD_TOO_LONG: {
    message: 'What was copied is too long to be handed over.',
    next: 'Copy a part of it, or use a file.',
  },
  TYPING_STOPPED: {
    message: 'Only {{typed}} of {{total}} characters were typed.',
    next: 'Keep the screen open and connected until all of the text is there.',
  },
  PICTURE_UNAVAILABLE: {
    message: 'There is no picture of this machine’s screen.',
    next: 'Start the machine, and see that it has a screen under Hardware.',
  },
  FILE_NOT_OPENED: {
    message: 'No program of this desktop opened {{path}}.',
    next: 'Open it with a text editor.',
  },
} as const
