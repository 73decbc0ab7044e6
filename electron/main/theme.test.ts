import { beforeEach, expect, test, vi } from 'vitest'
import { defaultSettings, type Settings } from '../../shared/domain/settings.ts'
import { followTheme } from './theme.ts'

const native = vi.hoisted(() => ({ themeSource: 'system' }))
vi.mock('electron', () => ({ nativeTheme: native }))

function start() {
  let theme: Settings['appearance']['theme'] = 'system'
  let changed = (): void => {}
  const followed = followTheme({
    get: () => ({ ...defaultSettings, appearance: { ...defaultSettings.appearance, theme } }),
    onChange(listener) {
      changed = () => listener({ settings: defaultSettings, problems: [], path: '' })
      return () => {}
    },
  })
  return {
    ...followed,
    choose(chosen: typeof theme) {
      theme = chosen
      changed()
    },
  }
}

beforeEach(() => {
  native.themeSource = 'system'
})

test('follows the desktop', () => {
  const { prefer } = start()
  prefer('dark')
  expect(native.themeSource).toBe('dark')
  prefer('light')
  expect(native.themeSource).toBe('light')
  prefer(null)
  expect(native.themeSource).toBe('system')
})

test('what the person has chosen holds', () => {
  const { prefer, choose } = start()
  choose('light')
  expect(native.themeSource).toBe('light')
  prefer('dark')
  expect(native.themeSource).toBe('light')
  choose('system')
  expect(native.themeSource).toBe('dark')
})
