import type { Translation } from '../translation.ts'

export const firstRun: Pick<Translation, 'firstRun'> = {
  firstRun: {
    title: 'Willkommen bei Guesthouse',
  },
}
