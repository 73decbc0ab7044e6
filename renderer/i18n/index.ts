import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en/index.ts'
import type { Translation } from './translation.ts'
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
/** Counts what was asked for, so that a dictionary that comes late does not undo a later choice. */
let asked = 0

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
  asked += 1
  const own = asked
  if (chosen.language === 'en') {
    locale = chosen.locale
    document.documentElement.lang = 'en'
    if (!isEnglish()) void i18next.changeLanguage('en')
    return null
  }
  return import('./de/index.ts').then(({ de }) =>
    own === asked ? adopt('de', de, chosen.locale) : undefined,
  )
}

/** Speaks a language by a dictionary of its own. */
export async function adopt(
  language: string,
  dictionary: Translation,
  formatAs: string,
): Promise<void> {
  i18next.addResourceBundle(language, 'translation', dictionary)
  // Before the parts of the window are told, for they write dates and sizes with it.
  locale = formatAs
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}
