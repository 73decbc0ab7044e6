import { nativeDe } from '../../shared/i18n/de/native.ts'
import { native } from '../../shared/i18n/en/native.ts'
import { chooseLanguage, type Language } from '../../shared/i18n/language.ts'
import type { Texts } from '../../shared/i18n/texts.ts'
import { spokenLocale } from './spoken-locale.ts'

export type NativeTexts = Texts<typeof native>

const texts: Record<Language, NativeTexts> = { en: native, de: nativeDe }

/** The language that main speaks, of those that there are. Once the app is ready. */
export const spokenLanguage = (): Language => chooseLanguage([spokenLocale()]).language

/** What main says itself, in the person's language. Once the app is ready. */
export const nativeTexts = (): NativeTexts => texts[spokenLanguage()]
