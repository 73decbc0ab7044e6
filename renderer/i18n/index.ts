import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en/index.ts'
import { chooseLanguage } from '../../shared/i18n/language.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

/** English is ready when this module is: it is part of the program, and what all else falls back to. */
void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  initAsync: false,
  // As in shared/domain/errors.ts.
  missingInterpolationHandler: () => '?',
  // React escapes; names and paths are shown as they are.
  interpolation: { escapeValue: false },
})

export const { t } = i18next

let locale = 'en'

/** BCP 47: how dates, sizes and numbers are written. */
export const formatLocale = (): string => locale

/** Whether the catalogues' own words are the person's. */
export const isEnglish = (): boolean => i18next.language === 'en'

/**
 * Speaks the first of the person's languages that there is. A promise where its dictionary has to be
 * loaded first; null where it is there, so that nothing waits. Rejects where it cannot be loaded:
 * the window then speaks English.
 */
export function speak(wanted: readonly string[]): Promise<void> | null {
  const chosen = chooseLanguage(wanted)
  if (chosen.language === 'en') {
    locale = chosen.locale
    document.documentElement.lang = 'en'
    // A window starts in English; only tests come back to it.
    if (!isEnglish()) void i18next.changeLanguage('en')
    return null
  }
  return import('./de/index.ts').then(async ({ de }) => {
    i18next.addResourceBundle('de', 'translation', de)
    await i18next.changeLanguage('de')
    locale = chosen.locale
    document.documentElement.lang = 'de'
  })
}
