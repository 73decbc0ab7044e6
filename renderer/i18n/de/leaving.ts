import type { Translation } from '../translation.ts'

export const leaving: Pick<Translation, 'leaving'> = {
  leaving: {
    title: 'Diese Maschinen wurden gespeichert',
  },
}
