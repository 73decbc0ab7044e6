/** Languages that there are dictionaries of. */
export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

export interface ChosenLanguage {
  readonly language: Language
  /** BCP 47, for dates and numbers: they are those of the region of the person's own choice. */
  readonly locale: string
}

/**
 * The first of the person's languages (BCP 47, best first) that there is a dictionary of, English
 * where there is none. Dates and numbers follow the text, so that one sentence is of one language.
 */
export function chooseLanguage(wanted: readonly string[]): ChosenLanguage {
  for (const tag of wanted) {
    const language = languages.find((known) => tag.toLowerCase().split('-')[0] === known)
    if (language !== undefined) return { language, locale: isLocale(tag) ? tag : language }
  }
  return { language: 'en', locale: 'en' }
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

/**
 * What to choose among where the person has settled on a language, or on `system`. The system's own
 * tag of that language comes first: with it come the region's dates and numbers.
 */
export function wantedLanguages(
  choice: Language | 'system',
  system: readonly string[],
): readonly string[] {
  if (choice === 'system') return system
  const own = system.filter((tag) => tag.toLowerCase().split('-')[0] === choice)
  return [...own, choice]
}
