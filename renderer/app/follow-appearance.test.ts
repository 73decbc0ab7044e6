import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultSettings, type Settings } from '../../shared/domain/settings.ts'
import { unknownDesktop } from '../../shared/domain/desktop.ts'
import { speak, t } from '../i18n/index.ts'
import { useDesktop } from '../stores/desktop-store.ts'
import { useSettings } from '../stores/settings-store.ts'
import { followAccent } from './follow-accent.ts'
import { followLanguage, languageOfAddress } from './follow-language.ts'

const set = (appearance: Partial<Settings['appearance']>) =>
  useSettings.setState(({ settings }) => ({
    known: true,
    settings: { ...settings, appearance: { ...settings.appearance, ...appearance } },
  }))

let end: () => void
beforeEach(() => {
  // happy-dom has none.
  vi.stubGlobal('reportError', (error: unknown) => {
    throw error
  })
  useSettings.setState({ known: false, settings: defaultSettings })
  useDesktop.setState(unknownDesktop)
})
afterEach(async () => {
  end()
  await speak(['en'])
})

describe('the language', () => {
  it('is that of the address where main names one', () => {
    end = () => {}
    expect(languageOfAddress('?guest=x&lang=de')).toBe('de')
    expect(languageOfAddress('?lang=tlh')).toBe('system')
    expect(languageOfAddress('')).toBe('system')
  })

  it('is spoken as soon as the settings have another, and the window rendered with it', async () => {
    const rendered: string[] = []
    end = followLanguage('system', () => rendered.push(t('settings.title')))
    set({ language: 'de' })
    await vi.waitFor(() => expect(rendered).toEqual(['Einstellungen']))
    expect(document.documentElement.lang).toBe('de')
    set({ theme: 'dark' })
    set({ language: 'en' })
    await vi.waitFor(() => expect(rendered).toEqual(['Einstellungen', 'Settings']))
    expect(document.documentElement.lang).toBe('en')
  })

  it('is the last that was chosen, though a dictionary comes late', async () => {
    const again = vi.fn<() => void>()
    end = followLanguage('system', again)
    set({ language: 'de' })
    set({ language: 'en' })
    await vi.waitFor(() => expect(again).toHaveBeenCalledTimes(2))
    expect(t('settings.title')).toBe('Settings')
    expect(document.documentElement.lang).toBe('en')
  })
})

describe('the accent', () => {
  const styles = () =>
    document.adoptedStyleSheets
      .flatMap((sheet) => Array.from(sheet.cssRules))
      .map((rule) => rule.cssText)
      .join('\n')

  it('is the desktop’s where it tells one and the person wants it', () => {
    end = followAccent()
    expect(styles()).toBe('')
    useDesktop.setState({ accent: '#1c71d8' })
    expect(styles()).toContain('--primary: #1c71d8')
    expect(styles()).toContain('prefers-color-scheme')
    set({ accent: 'amber' })
    expect(styles()).toBe('')
    set({ accent: 'desktop' })
    expect(styles()).toContain('#1c71d8')
    useDesktop.setState({ accent: null })
    expect(styles()).toBe('')
  })
})
