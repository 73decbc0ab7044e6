import { expect, test } from 'vitest'
import {
  defaultSettings,
  type Settings,
  type SettingsView,
} from '../../../shared/domain/settings.ts'
import type { WindowRequest } from '../../../shared/domain/window-requests.ts'
import { createSource } from '../ipc/source.ts'
import type { MarkName } from '../marks.ts'
import { tellOfNoTray } from './tell-no-tray.ts'

const notice = { kind: 'notice', notice: 'no-tray' }

interface World {
  readonly trayHost?: boolean | null
  readonly done?: boolean
  readonly marks?: Set<MarkName>
}

function world({ trayHost = false, done = true, marks = new Set() }: World = {}) {
  const asked: WindowRequest[] = []
  const desktop = createSource<'desktop'>({ accent: null, trayHost })
  const listeners = new Set<(view: SettingsView) => void>()
  let settings: Settings = { ...defaultSettings, firstRun: { done } }
  let settle = (): void => {}
  const stop = tellOfNoTray({
    settings: {
      get: () => settings,
      onChange(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    marks: { has: (name) => marks.has(name), set: (name) => void marks.add(name) },
    ...{ desktop, ask: (request) => void asked.push(request) },
    settled: () =>
      new Promise((resolve) => {
        settle = () => resolve(false)
      }),
  })
  return {
    ...{ asked, marks, stop, desktop },
    async settle() {
      settle()
      await new Promise((resolve) => setImmediate(resolve))
    },
    set(change: Partial<Settings>) {
      settings = { ...settings, ...change }
      for (const listener of listeners) listener({ settings, problems: [], path: '' })
    },
    host: (there: boolean | null) => desktop.set({ accent: null, trayHost: there }),
  }
}

test('it is told once, when the desktop has had its time', async () => {
  const first = world()
  expect(first.asked).toEqual([])
  await first.settle()
  expect(first.asked).toEqual([notice])
  first.host(true)
  first.host(false)
  expect(first.asked).toHaveLength(1)
  const { marks } = first
  const second = world({ marks })
  await second.settle()
  expect(second.asked).toEqual([])
})

test('who sees the icon, wants none or is at the first pages is not told', async () => {
  for (const trayHost of [true, null]) {
    const shown = world({ trayHost })
    await shown.settle()
    expect(shown.asked).toEqual([])
    shown.host(false)
    expect(shown.asked).toEqual([notice])
  }
  const unwanted = world()
  unwanted.set({ desktop: { ...defaultSettings.desktop, tray: false } })
  await unwanted.settle()
  expect(unwanted.asked).toEqual([])

  const newcomer = world({ done: false })
  await newcomer.settle()
  expect(newcomer.asked).toEqual([])
  newcomer.set({ firstRun: { done: true } })
  expect(newcomer.asked).toEqual([notice])
})

test('after its end nothing is told', async () => {
  const { asked, stop, settle, host } = world()
  stop()
  await settle()
  host(false)
  expect(asked).toEqual([])
})
