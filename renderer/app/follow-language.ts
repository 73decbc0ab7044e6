import { type LanguageChoice, languageChoices } from '../../shared/domain/settings.ts'
import { wantedLanguages } from '../../shared/i18n/language.ts'
import { speak } from '../i18n/index.ts'
import { useSettings } from '../stores/settings-store.ts'

/** Main opens the window at index.html?lang=<language> where the person has chosen one. */
export const languageOfAddress = (search: string): LanguageChoice =>
  languageChoices.find((choice) => choice === new URLSearchParams(search).get('lang')) ?? 'system'

/** As speak() does. */
export const speakChoice = (choice: LanguageChoice): Promise<void> | null =>
  speak(wantedLanguages(choice, navigator.languages))

/**
 * Speaks what the settings say from now on. `begun` is spoken already; `again` renders the window
 * anew: texts that are not made by a component of react-i18next's change with it. Returns the end.
 */
export function followLanguage(begun: LanguageChoice, again: () => void): () => void {
  let spoken = begun
  return useSettings.subscribe(({ known, settings }) => {
    const { language } = settings.appearance
    if (!known || language === spoken) return
    spoken = language
    void Promise.resolve(speakChoice(language)).catch(reportError).then(again)
  })
}
