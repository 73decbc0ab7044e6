import { app } from 'electron'
import type { Handlers } from '../router.ts'

export const appHandlers: Pick<Handlers, 'app.info'> = {
  'app.info': () => ({
    version: app.getVersion(),
    electron: process.versions.electron ?? '',
    locale: app.getLocale(),
  }),
}
