import { app } from 'electron'
import type { LanguageChoice } from '../../shared/domain/settings.ts'
import { wantedLanguages } from '../../shared/i18n/language.ts'

let chosen: LanguageChoice = 'system'

/** From the settings; the system's until it is called. */
export const chooseSpokenLanguage = (choice: LanguageChoice): void => {
  chosen = choice
}

export const chosenLanguage = (): LanguageChoice => chosen

/** BCP 47: what main's dialogs, notifications and menus speak now. Once the app is ready. */
export const spokenLocale = (): string => wantedLanguages(chosen, [app.getLocale()])[0] ?? 'en'
