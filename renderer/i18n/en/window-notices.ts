/** What a person is told once. */
export const windowNotices = {
  windowNotice: {
    'no-tray': {
      message: 'This desktop shows no tray icons.',
      next: 'Closing the window ends Guesthouse, and machines go on running. Quick start and New machine are in the menu of its launcher. On GNOME the extension AppIndicator shows the icon.',
    },
  },
} as const
