import type { Translation } from '../translation.ts'

export const hostCheck: Pick<Translation, 'hostCheck'> = {
  hostCheck: {
    title: 'Ist dieser Computer bereit?',
  },
}
