import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  defaultSettings,
  type Settings,
  type SettingsPatch,
  type SettingsView,
} from '../../../shared/domain/settings.ts'
import { silentLogger } from '../../platform/logger.ts'
import type { MarkName } from '../marks.ts'
import { keepAutostart, type StopAutostart } from './autostart.ts'

let path = ''
let marks = new Set<MarkName>()
let settings = memorySettings(false)
const stops: StopAutostart[] = []

function memorySettings(startAtLogin: boolean) {
  let problems: SettingsView['problems'] = []
  let now: Settings = {
    ...defaultSettings,
    desktop: { ...defaultSettings.desktop, startAtLogin },
  }
  const listeners = new Set<() => void>()
  const view = (): SettingsView => ({ settings: now, problems, path: '' })
  return {
    view,
    /** Whatever is not told any more holds as at first. */
    damage(setting: string) {
      problems = [{ setting, value: '', reason: 'not-json' }]
      now = defaultSettings
      for (const listener of listeners) listener()
    },
    change: async ({ desktop }: SettingsPatch) => {
      now = { ...now, desktop: { ...now.desktop, ...desktop } }
      for (const listener of listeners) listener()
    },
    onChange(listener: (view: SettingsView) => void) {
      const call = (): void => listener(view())
      listeners.add(call)
      return () => listeners.delete(call)
    },
  }
}

const begin = (program = '/opt/guesthouse'): StopAutostart => {
  const stop = keepAutostart({
    ...{ path, settings, logger: silentLogger, command: [program, '--hidden'] },
    marks: {
      has: (name) => marks.has(name),
      set: (name, on) => void (on ? marks.add(name) : marks.delete(name)),
    },
  })
  stops.push(stop)
  return stop
}
const set = (startAtLogin: boolean) => settings.change({ desktop: { startAtLogin } })
const isSet = () => settings.view().settings.desktop.startAtLogin
const entry = () => readFile(path, 'utf8').catch(() => null)

beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'gh-autostart-')), 'autostart/x.desktop')
  marks = new Set()
  settings = memorySettings(false)
})
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
  await rm(dirname(dirname(path)), { recursive: true })
})

describe('start at login', () => {
  it('is written and removed as the setting says', async () => {
    begin()
    await set(true)
    await vi.waitFor(async () => expect(await entry()).toContain('Exec=/opt/guesthouse --hidden\n'))
    await set(false)
    await vi.waitFor(async () => expect(await entry()).toBeNull())
  })

  it('follows an entry that is removed while the app runs', async () => {
    await set(true)
    begin()
    await vi.waitFor(async () => expect(await entry()).not.toBeNull())
    await rm(path)
    await vi.waitFor(() => expect(isSet()).toBe(false))
    expect(await entry()).toBeNull()
  })

  it('follows an entry that was removed or switched off meanwhile, and comes back when asked for', async () => {
    await set(true)
    const first = begin()
    await vi.waitFor(async () => expect(await entry()).not.toBeNull())
    await first()
    await writeFile(path, `${await entry()}Hidden=true\n`)
    begin()
    await vi.waitFor(() => expect(isSet()).toBe(false))
    expect(await entry()).toContain('Hidden=true')
    await set(true)
    await vi.waitFor(async () => expect(await entry()).not.toContain('Hidden'))
    expect(isSet()).toBe(true)
  })

  it('leaves what a person wrote, whatever the setting', async () => {
    await mkdir(dirname(path))
    await writeFile(path, 'Exec=mine\n')
    await begin()()
    expect(await entry()).toBe('Exec=mine\n')
    await set(true)
    await begin()()
    expect(await entry()).toBe('Exec=mine\n')
    await set(false)
    await begin()()
    expect(await entry()).toBe('Exec=mine\n')
  })

  it('mends an entry of its own that starts what it was before', async () => {
    await set(true)
    await begin('/old/guesthouse')()
    expect(await entry()).toContain('Exec=/old/guesthouse')
    await begin()()
    expect(await entry()).toContain('\nExec=/opt/guesthouse --hidden\n')
    expect(isSet()).toBe(true)
  })

  it.each(['', 'desktop', 'desktop.startAtLogin'])(
    'does nothing while the settings have a problem with “%s”',
    async (setting) => {
      await set(true)
      await begin()()
      settings.damage(setting)
      await begin()()
      expect(await entry()).toContain('Exec=/opt/guesthouse')
      expect(marks).toEqual(new Set(['autostart']))
    },
  )

  it('follows a removed entry later where the setting cannot be written', async () => {
    await set(true)
    await begin()()
    await rm(path)
    const { change } = settings
    settings.change = () => Promise.reject(new Error('full'))
    await begin()()
    settings.change = change
    await begin()()
    expect(isSet()).toBe(false)
    expect(await entry()).toBeNull()
  })

  it('does nothing where the directory cannot be made', async () => {
    await writeFile(dirname(path), 'a file')
    await set(true)
    await begin()()
    expect(await entry()).toBeNull()
    expect(isSet()).toBe(true)
  })
})
