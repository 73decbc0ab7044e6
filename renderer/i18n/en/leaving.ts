/** Of features/leaving. */
export const leaving = {
  leaving: {
    title: 'These machines were saved',
  },
} as const
