import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { settingsSections } from '../../../shared/domain/settings.ts'
import {
  type FakeBridge,
  type FakeOptions,
  makeFakeBridge,
  sampleSettings,
} from '../../dev/fake-bridge.ts'
import { sampleHost } from '../../dev/samples.ts'
import { showState } from '../../dev/show-state.ts'
import '../../i18n/index.ts'
import { followSettings, useSettings } from '../../stores/settings-store.ts'
import { useView } from '../../stores/view-store.ts'
import { en } from '../../i18n/en/index.ts'
import SettingsPage from './settings-page.tsx'

let bridge: FakeBridge
let end = () => {}

async function show(options: Partial<FakeOptions> = {}) {
  bridge = makeFakeBridge({
    guests: [],
    host: sampleHost,
    ...options,
    handlers: {
      'app.info': () => ({ version: '0.1.0', electron: '1', locale: 'en' }),
      ...options.handlers,
    },
  })
  window.guesthouse = bridge
  end = followSettings()
  showState([], { place: { kind: 'settings' } })
  render(<SettingsPage lead={null} />)
  await vi.waitFor(() => expect(useSettings.getState().path).toBe(sampleSettings.path))
  await screen.findByText('Version 0.1.0')
}
const valueOf = (label: string) =>
  screen.getByLabelText<HTMLInputElement | HTMLSelectElement>(label).value
/** What a screen reader says of it beside its name. */
const describes = (element: HTMLElement) =>
  document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent
const changes = () =>
  bridge.calls.filter(({ method }) => method === 'settings.change').map(({ input }) => input)

describe('the page of settings', () => {
  beforeEach(() => useSettings.setState({ ...sampleSettings, known: false, path: '' }))
  afterEach(() => {
    end()
    cleanup()
  })

  it('has a control for every setting', async () => {
    await show()
    const fields = en.settings.fields as Record<string, Record<string, { label: string }>>
    for (const [section, settings] of settingsSections) {
      if (section === 'firstRun') continue
      for (const field of Object.keys(settings)) {
        expect(screen.getByLabelText(fields[section]?.[field]?.label ?? '')).toBeDefined()
      }
    }
  })

  it('changes at once what is chosen, switched and typed', async () => {
    await show()
    await userEvent.selectOptions(screen.getByLabelText('Theme'), 'Dark')
    await userEvent.click(screen.getByRole('switch', { name: 'Notifications' }))
    const size = screen.getByLabelText('Text size of serial consoles')
    await userEvent.clear(size)
    await userEvent.type(size, '20')
    expect(changes()).toEqual([
      { appearance: { theme: 'dark' } },
      { privacy: { notifications: false } },
      { consoles: { terminalFontSize: 20 } },
    ])
    expect(valueOf('Theme')).toBe('dark')
    expect(screen.getByRole('switch', { name: 'Notifications', checked: false })).toBeDefined()
  })

  it('says at the field that a number may not be, and leaves the setting', async () => {
    await show()
    const size = screen.getByLabelText('Text size of serial consoles')
    await userEvent.clear(size)
    await userEvent.type(size, '5')
    expect(size.getAttribute('aria-invalid')).toBe('true')
    expect(describes(size)).toMatch(/whole number from 8 to 32/)
    expect(changes()).toEqual([])
    await userEvent.tab()
    expect(valueOf('Text size of serial consoles')).toBe('14')
  })

  it('says at the control why a change was not made, and shows what holds', async () => {
    await show({
      handlers: {
        'settings.change': () => {
          throw new GuesthouseError('FILE_WRITE_FAILED', { path: '/x/settings.json' })
        },
      },
    })
    const language = screen.getByLabelText('Language')
    await userEvent.selectOptions(language, 'Deutsch')
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('/x/settings.json')
    expect(describes(language)).toMatch(/settings\.json/)
    expect(valueOf('Language')).toBe('system')
  })

  it('names what of the file is not used, with what holds instead', async () => {
    const problems = [
      { setting: 'appearance.theme', value: '"blue"', reason: 'not-allowed' as const },
      { setting: 'colour', value: '1', reason: 'unknown' as const },
    ]
    await show({ settings: { ...sampleSettings, problems } })
    const notice = screen.getByRole('group', { name: /Not everything in the settings file/ })
    expect(notice.textContent).toContain(
      '“appearance.theme” is "blue", which it cannot be. "system" holds instead.',
    )
    expect(notice.textContent).toContain('“colour” is not a setting.')
    await userEvent.click(within(notice).getByRole('button', { name: 'Open the file' }))
    expect(bridge.calls.at(-1)?.method).toBe('settings.open')
  })

  it('resets one section, which then offers it no more', async () => {
    await show({
      settings: {
        ...sampleSettings,
        settings: {
          ...sampleSettings.settings,
          sound: { play: false, microphone: true },
          desktop: { tray: true, closeToTray: true, startAtLogin: false },
        },
      },
    })
    await userEvent.click(screen.getByRole('button', { name: 'Reset “Sound”' }))
    expect(changes()).toEqual([{ sound: { play: true, microphone: false } }])
    await vi.waitFor(() => expect(screen.queryByRole('button', { name: /“Sound”/ })).toBeNull())
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Sound' }))
    expect(screen.getByRole('button', { name: 'Reset “Desktop”' })).toBeDefined()
  })

  it('takes a folder for disks, and says what is wrong with one', async () => {
    await show({
      handlers: {
        'dialogs.pickFile': () => '/mnt/disks',
        'storage.folder': ({ path }) => ({
          ...{ path: path ?? '/home/ada/.local/share/guesthouse', freeBytes: 148 * 1024 ** 3 },
          writable: path === null,
          problem:
            path === null ? null : new GuesthouseError('FILE_WRITE_FAILED', { path }).toData(),
        }),
      },
    })
    await userEvent.click(screen.getByLabelText('Disks of new machines'))
    expect(changes()).toEqual([{ storage: { disksFolder: '/mnt/disks' } }])
    await screen.findByText('/mnt/disks')
    await screen.findByText(/could not be written/)
    await userEvent.click(screen.getByRole('button', { name: 'Keep with each machine' }))
    expect(changes()).toHaveLength(2)
    await screen.findByText(/148 GiB free/)
  })

  it('offers nothing of system services that it cannot do', async () => {
    await show({
      handlers: {
        'hostCheck.systemDaemons': () => [
          {
            ...{ kind: 'libvirt', state: 'running', account: 'root', capabilities: 'all' },
            supported: false,
          },
        ],
      },
    })
    await screen.findByText('Running as root')
    const connect = screen.getByRole('switch', { name: /system service/ })
    expect(connect.hasAttribute('disabled')).toBe(true)
    expect(describes(connect)).toMatch(/cannot show the machines/)
  })

  it('leads to the first run, the host check and the news', async () => {
    await show()
    await userEvent.click(screen.getByRole('button', { name: 'Show again' }))
    expect(changes()).toEqual([{ firstRun: { done: false } }])
    await userEvent.click(screen.getByRole('button', { name: 'What is new' }))
    expect(useView.getState().dialog).toEqual({ kind: 'news', updated: false })
    await userEvent.click(screen.getByRole('button', { name: 'Check' }))
    expect(useView.getState().place).toEqual({ kind: 'host-check' })
  })
})
