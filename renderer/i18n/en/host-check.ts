/** Of features/host-check. */
export const hostCheck = {
  hostCheck: {
    title: 'Is this computer ready?',
  },
} as const
