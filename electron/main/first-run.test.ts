import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silentLogger } from '../platform/logger.ts'
import { firstRunForNewUsers } from './first-run.ts'
import { openSettings, type SettingsStore } from './settings/settings-file.ts'

const GUEST = '6f2a4b0e-7f0e-4b39-9d3c-1d6f1f0a2b3c'

describe('firstRunForNewUsers', () => {
  let dir: string
  let store: SettingsStore
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'gh-first-'))
  })
  afterEach(async () => {
    await store.close()
    await rm(dir, { recursive: true, force: true })
  })
  const path = () => join(dir, 'config', 'settings.json')
  const open = () => {
    store = openSettings({ path: path(), logger: silentLogger })
    return firstRunForNewUsers(store, { guestsDir: join(dir, 'guests'), logger: silentLogger })
  }
  const withGuest = () => mkdir(join(dir, 'guests', GUEST), { recursive: true })
  const withFile = async (text: string) => {
    await mkdir(join(dir, 'config'))
    await writeFile(path(), text)
  }
  const file = async (): Promise<unknown> => JSON.parse(await readFile(path(), 'utf8'))

  it('shows the pages to who has nothing, and to who has something else in that folder', async () => {
    expect(open().get().firstRun.done).toBe(false)
    await store.close()
    await mkdir(join(dir, 'guests', '.new-x'), { recursive: true })
    expect(open().get().firstRun.done).toBe(false)
  })

  it('never shows them to who has a machine, from the first moment, and keeps that', async () => {
    await withGuest()
    await withFile('{ "appearance": { "theme": "dark" } }')
    const settings = open()
    expect(settings.get().firstRun.done).toBe(true)
    expect(settings.view().settings.firstRun.done).toBe(true)
    await vi.waitFor(async () =>
      expect(await file()).toEqual({ appearance: { theme: 'dark' }, firstRun: { done: true } }),
    )
  })

  it('shows them to who has a machine and asks for them', async () => {
    await withGuest()
    await withFile('{ "firstRun": { "done": false } }')
    expect(open().get().firstRun.done).toBe(false)
  })

  it('tells of every change, and that they are asked for later', async () => {
    await withGuest()
    const settings = open()
    const told: boolean[] = []
    settings.onChange(({ settings: { firstRun } }) => told.push(firstRun.done))
    await settings.change({ newMachines: { atLogout: 'leave' } })
    await settings.change({ firstRun: { done: false } })
    expect(told.at(-1)).toBe(false)
    expect(told.slice(0, -1)).not.toContain(false)
    expect(settings.get()).toMatchObject({
      ...{ firstRun: { done: false }, newMachines: { atLogout: 'leave' } },
    })
  })

  it('does not show them again where the file is lost while the app runs', async () => {
    await withFile('{ "firstRun": { "done": true } }')
    const settings = open()
    const told: boolean[] = []
    settings.onChange((view) => told.push(view.settings.firstRun.done))
    await settings.change({ appearance: { theme: 'dark' } })
    await rm(path())
    await vi.waitFor(() => expect(settings.get().appearance.theme).toBe('system'))
    await vi.waitFor(async () => expect(await file()).toEqual({ firstRun: { done: true } }))
    expect(told).not.toContain(false)
    await settings.change({ firstRun: { done: false } })
    expect(settings.get().firstRun.done).toBe(false)
  })

  it('does not end them for who makes the first machine there', async () => {
    const settings = open()
    await withGuest()
    await settings.change({ newMachines: { atLogout: 'leave' } })
    expect(settings.get().firstRun.done).toBe(false)
    await settings.change({ firstRun: { done: true } })
    expect(settings.get().firstRun.done).toBe(true)
  })

  it('leaves a file that is no settings to who has to mend it', async () => {
    await withGuest()
    await withFile('{ "appearance": ')
    const settings = open()
    expect(settings.get().firstRun.done).toBe(true)
    await store.close()
    expect(await readFile(path(), 'utf8')).toBe('{ "appearance": ')
  })
})
