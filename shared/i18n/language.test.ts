import { describe, expect, it } from 'vitest'
import { chooseLanguage } from './language.ts'

describe('chooseLanguage', () => {
  it.each([
    [['de-AT', 'en'], 'de', 'de-AT'],
    [['DE'], 'de', 'DE'],
    [['en-GB', 'de'], 'en', 'en-GB'],
    [['fr-CA', 'de-DE', 'en'], 'de', 'de-DE'],
    [['den', 'fr'], 'en', 'en'],
    [['de-x_y'], 'de', 'de'],
    [[], 'en', 'en'],
  ])('of %j takes %s, written as %s', (wanted, language, locale) => {
    expect(chooseLanguage(wanted)).toEqual({ language, locale })
  })
})
