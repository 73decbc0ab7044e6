import type { Translation } from '../translation.ts'

export const settings: Pick<Translation, 'settings'> = {
  settings: {
    title: 'Einstellungen',
  },
}
