import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  defaultSettings,
  type SettingsPatch,
  type SettingsView,
} from '../../../shared/domain/settings.ts'
import { silentLogger } from '../../platform/logger.ts'
import { followSettings } from './follow-settings.ts'
import { openSettings, type SettingsStore } from './settings-file.ts'

let dir: string
let path: string
const stores: SettingsStore[] = []
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-settings-'))
  path = join(dir, 'guesthouse/settings.json')
})
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()))
  await chmod(join(dir, 'guesthouse'), 0o700).catch(() => {})
  await rm(dir, { recursive: true })
})

function open(at = path): SettingsStore {
  const store = openSettings({ path: at, logger: silentLogger })
  stores.push(store)
  return store
}
const put = async (content: string): Promise<void> => {
  await mkdir(join(dir, 'guesthouse'), { recursive: true })
  await writeFile(path, content)
}
const onDisk = async (at = path): Promise<unknown> => JSON.parse(await readFile(at, 'utf8'))
const names = () => readdir(join(dir, 'guesthouse')).then((all) => all.sort())
const nextChange = (store: SettingsStore): Promise<SettingsView> =>
  new Promise((resolve) => {
    const end = store.onChange((view) => {
      end()
      resolve(view)
    })
  })

describe('settings.json', () => {
  it('need not be there, and is made by the first change', async () => {
    const store = open()
    expect(store.view()).toEqual({ settings: defaultSettings, problems: [], path })
    const told = nextChange(store)
    await store.change({ appearance: { theme: 'dark' } })
    expect(store.get().appearance.theme).toBe('dark')
    expect((await told).settings.appearance.theme).toBe('dark')
    expect(await onDisk()).toEqual({ appearance: { theme: 'dark' } })
  })

  it('keeps what it does not know, and the order', async () => {
    await put('{"$schema":"x","zebra":[1],"appearance":{"mood":"calm","language":"de"}}')
    const store = open()
    await store.change({ appearance: { theme: 'light' }, sound: { microphone: true } })
    expect(await readFile(path, 'utf8')).toBe(`{
  "$schema": "x",
  "zebra": [
    1
  ],
  "appearance": {
    "mood": "calm",
    "language": "de",
    "theme": "light"
  },
  "sound": {
    "microphone": true
  }
}
`)
  })

  it('has changes at once follow one another, none lost', async () => {
    const store = open()
    await Promise.all([
      store.change({ appearance: { theme: 'dark' } }),
      store.change({ appearance: { language: 'de' } }),
      store.change({ privacy: { namesInTray: false } }),
      store.change({ appearance: { theme: 'light' } }),
    ])
    expect(await onDisk()).toEqual({
      appearance: { theme: 'light', language: 'de' },
      privacy: { namesInTray: false },
    })
    expect(await names()).toEqual(['settings.json'])
  })

  it('is followed while it is edited by hand, saved whole or in place', async () => {
    await put('{}')
    const store = open()
    let changed = nextChange(store)
    await writeFile(path, '{"appearance":{"theme":"dark"}}')
    expect((await changed).settings.appearance.theme).toBe('dark')
    changed = nextChange(store)
    await writeFile(path, '{"appearance":{"theme":"neon"}}')
    expect(await changed).toMatchObject({
      settings: { appearance: { theme: 'system' } },
      problems: [{ setting: 'appearance.theme', value: '"neon"', reason: 'not-allowed' }],
    })
    changed = nextChange(store)
    await rm(path)
    expect((await changed).problems).toEqual([])
  })

  it('goes on to hold where a slip makes it no settings, and a change keeps it all', async () => {
    await put('{"appearance":{"theme":"dark"},"$schema":"1"}')
    const store = open()
    let changed = nextChange(store)
    await writeFile(path, '{"appearance":{"theme":"dark"},"$schema":"1"')
    expect(await changed).toMatchObject({
      settings: { appearance: { theme: 'dark' }, firstRun: { done: false } },
      problems: [{ setting: '', value: '', reason: 'not-json' }],
    })
    changed = nextChange(store)
    await writeFile(path, '{"appearance":{"theme":"light"},"$schema":"2"}')
    expect(await changed).toMatchObject({ settings: { appearance: { theme: 'light' } } })
    await writeFile(path, '')
    await store.change({ sound: { play: false } })
    expect(await onDisk()).toEqual({
      ...{ appearance: { theme: 'light' }, $schema: '2', firstRun: { done: true } },
      sound: { play: false },
    })
    expect(store.view().problems).toEqual([])
    expect(await readFile(`${path}.bad`, 'utf8')).toBe('')
  })

  it('takes into a change what was edited by hand just before', async () => {
    await put('{}')
    const store = open()
    await writeFile(path, '{"keyboard":{"layout":"de"}}')
    await store.change({ appearance: { theme: 'dark' } })
    expect(store.get()).toMatchObject({
      keyboard: { layout: 'de' },
      appearance: { theme: 'dark' },
    })
  })

  it('is kept beside where it is no settings, each time under a name of its own', async () => {
    await put('{ "appearance": { "theme": "dark", } }')
    const store = open()
    expect(store.view().problems).toEqual([{ setting: '', value: '', reason: 'not-json' }])
    await store.change({ sound: { play: false } })
    expect(await readFile(`${path}.bad`, 'utf8')).toContain('"dark", }')
    expect(await onDisk()).toEqual({ firstRun: { done: true }, sound: { play: false } })
    expect(store.view().problems).toEqual([])
    await put('[1]')
    await store.change({ sound: { play: true } })
    await put('{"sound": 7, "kept": 1}')
    await store.change({ sound: { play: false } })
    expect(await names()).toEqual([
      ...['settings.json', 'settings.json.bad', 'settings.json.bad-2', 'settings.json.bad-3'],
    ])
    expect(await readFile(`${path}.bad-2`, 'utf8')).toBe('[1]')
    expect(await onDisk()).toEqual({ sound: { play: false }, kept: 1 })
  })

  it('is not read where it is huge, no text or no file', async () => {
    await put('x'.repeat(300_000))
    expect(open().view().problems[0]?.reason).toBe('too-large')
    await writeFile(path, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))
    expect(open().view().problems[0]?.reason).toBe('not-json')
    await rm(path)
    await symlink('/dev/zero', path)
    expect(open().view().problems[0]?.reason).toBe('unreadable')
    await rm(path)
    await mkdir(path)
    const store = open()
    expect(store.view().problems[0]?.reason).toBe('unreadable')
    await expect(store.change({ sound: { play: false } })).rejects.toMatchObject({
      code: 'FILE_WRITE_FAILED',
    })
  })

  it('has a mark at its beginning, as some editors put there', async () => {
    await put('\ufeff{"appearance":{"theme":"dark"}}')
    expect(open().get().appearance.theme).toBe('dark')
  })

  it('may be a link: what it leads to is written and followed', async () => {
    const real = join(dir, 'dotfiles.json')
    await writeFile(real, '{}')
    await mkdir(join(dir, 'guesthouse'))
    await symlink(real, path)
    const store = open()
    await store.change({ appearance: { theme: 'dark' } })
    expect(await onDisk(real)).toEqual({ appearance: { theme: 'dark' } })
    const changed = nextChange(store)
    await writeFile(real, '{"appearance":{"theme":"light"}}')
    expect((await changed).settings.appearance.theme).toBe('light')
    expect(await names()).toEqual(['settings.json'])
  })

  it('says where it cannot be written, and what was wanted is not in force', async () => {
    await writeFile(join(dir, 'guesthouse'), 'a file where the folder should be')
    const store = open()
    await expect(store.change({ appearance: { theme: 'dark' } })).rejects.toMatchObject({
      code: 'FILE_WRITE_FAILED',
    })
    expect(store.get().appearance).toEqual(defaultSettings.appearance)
    await rm(join(dir, 'guesthouse'))
    await store.change({ appearance: { theme: 'dark' } })
    expect(store.get().appearance.theme).toBe('dark')
  })

  it.skipIf(process.getuid?.() === 0)('says where its folder is not writable', async () => {
    // Root writes everywhere: CI runs as an ordinary account.
    await put('{"appearance":{"theme":"light"}}')
    const store = open()
    await chmod(join(dir, 'guesthouse'), 0o500)
    await expect(store.change({ appearance: { theme: 'dark' } })).rejects.toMatchObject({
      code: 'FILE_WRITE_FAILED',
    })
    expect(store.get().appearance.theme).toBe('light')
    expect(await onDisk()).toEqual({ appearance: { theme: 'light' } })
  })

  it('is made to be opened, and left as it is where it is there', async () => {
    const store = open()
    await store.ensureFile()
    expect(await onDisk()).toEqual({})
    await writeFile(path, '{ broken')
    await store.ensureFile()
    expect(await readFile(path, 'utf8')).toBe('{ broken')
  })

  it('holds after any changes what the last of each field was', async () => {
    const themes = ['light', 'dark', 'system'] as const
    const languages = ['system', 'en', 'de'] as const
    const change: fc.Arbitrary<SettingsPatch> = fc.oneof(
      fc.constantFrom(...themes).map((theme) => ({ appearance: { theme } })),
      fc.constantFrom(...languages).map((language) => ({ appearance: { language } })),
      fc.boolean().map((play) => ({ sound: { play } })),
      fc.integer({ min: 8, max: 32 }).map((terminalFontSize) => ({
        consoles: { terminalFontSize },
      })),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 5 }), async (changes) => {
        await rm(path, { force: true })
        const store = openSettings({ path, logger: silentLogger })
        await Promise.all(changes.map((patch) => store.change(patch)))
        const wanted: Record<string, object> = {}
        for (const patch of changes) {
          for (const [section, values] of Object.entries(patch))
            wanted[section] = { ...wanted[section], ...values }
        }
        expect(store.get()).toMatchObject(wanted)
        await store.close()
        expect(openAndClose(path)).toMatchObject(wanted)
      }),
      { numRuns: 20 },
    )
  })
})

function openAndClose(at: string) {
  const store = open(at)
  return store.get()
}

describe('followSettings', () => {
  it('tells a part now and when it is another, and no more after its end', async () => {
    const store = open()
    const themes: string[] = []
    const end = followSettings(
      store,
      ({ appearance }) => appearance.theme,
      (theme) => themes.push(theme),
    )
    await store.change({ sound: { play: false } })
    await store.change({ appearance: { theme: 'dark' } })
    end()
    await store.change({ appearance: { theme: 'light' } })
    expect(themes).toEqual(['system', 'dark'])
  })
})
