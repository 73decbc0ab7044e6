import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en/index.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

/** Ready when this module is: the dictionary is part of the program. */
void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  initAsync: false,
  // React escapes; names and paths are shown as they are.
  // As in shared/domain/errors.ts.
  missingInterpolationHandler: () => '?',
  interpolation: { escapeValue: false },
})

export const { t } = i18next
