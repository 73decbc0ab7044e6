/** Of features/first-run. */
export const firstRun = {
  firstRun: {
    title: 'Welcome to Guesthouse',
  },
} as const
