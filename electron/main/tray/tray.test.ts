import { describe, expect, it, vi } from 'vitest'
import { defaultSettings, type Settings } from '../../../shared/domain/settings.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { WindowRequest } from '../../../shared/domain/window-requests.ts'
import type { Connection, GuestChange } from '../../connections/connection.ts'
import { silentLogger } from '../../platform/logger.ts'
import { createSource } from '../ipc/source.ts'
import { guestId, guestView } from '../testing/guest-view.ts'
import type { TrayAction, TrayModel } from './menu-model.ts'
import { startTray, type TrayParts } from './tray.ts'

interface World {
  readonly trayHost?: boolean | null
  readonly guests?: GuestView[]
}

function world({ trayHost = true, guests = [] }: World = {}) {
  const icons: { shown: TrayModel[]; removed: boolean; click: () => void }[] = []
  let perform: (action: TrayAction) => void = () => {}
  const listeners = new Set<(change: GuestChange) => void>()
  const settingsListeners = new Set<() => void>()
  let settings: Settings = defaultSettings
  const done: string[] = []
  const asked: WindowRequest[] = []
  const desktop = createSource<'desktop'>({ accent: null, trayHost })
  const connection = {
    list: () => guests,
    onChange(listener: (change: GuestChange) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    save: async (id: string) => void done.push(`save ${id.slice(-1)}`),
    shutdown: async () => {
      throw new GuesthouseError('GUEST_BUSY')
    },
  }
  const parts: TrayParts = {
    ...{ connection: Promise.resolve(connection as unknown as Connection), logger: silentLogger },
    ...{ desktop, language: () => 'en', ask: (request) => void asked.push(request) },
    openMain: () => void done.push('open'),
    quit: () => void done.push('quit'),
    saveAllAndQuit: () => void done.push('save all'),
    settings: {
      get: () => settings,
      onChange(listener) {
        const call = (): void => listener({ settings, problems: [], path: '' })
        settingsListeners.add(call)
        return () => settingsListeners.delete(call)
      },
    },
    createIcon(options) {
      const icon = { shown: [] as TrayModel[], removed: false, click: options.onClick }
      icons.push(icon)
      perform = options.perform
      return {
        show: (model) => void icon.shown.push(model),
        remove: () => {
          icon.removed = true
        },
      }
    },
  }
  const tray = startTray(parts)
  return {
    ...{ tray, icons, desktop, done, asked },
    perform: (action: TrayAction) => perform(action),
    setDesktop(change: Partial<Settings['desktop']>) {
      settings = { ...settings, desktop: { ...settings.desktop, ...change } }
      for (const listener of settingsListeners) listener()
    },
    put(guest: GuestView) {
      guests.splice(0, guests.length, guest)
      for (const listener of listeners) listener({ type: 'put', guest })
    },
    host: (there: boolean | null) => desktop.set({ accent: null, trayHost: there }),
  }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('the icon', () => {
  it('is there while a host shows it and the setting is on', () => {
    const { tray, icons, host, setDesktop } = world({ trayHost: null })
    expect(tray.isShown()).toBe(false)
    host(true)
    expect(tray.isShown()).toBe(true)
    host(false)
    expect([tray.isShown(), icons[0]?.removed]).toEqual([false, true])
    host(true)
    setDesktop({ tray: false })
    expect([tray.isShown(), icons[1]?.removed]).toEqual([false, true])
    setDesktop({ tray: true })
    expect(tray.isShown()).toBe(true)
    tray.close()
    expect([tray.isShown(), icons[2]?.removed]).toEqual([false, true])
    host(false)
    host(true)
    expect(icons).toHaveLength(3)
  })

  it('shows many changes of machines at once', async () => {
    const { icons, put } = world()
    await settled()
    const before = icons[0]?.shown.length ?? 0
    for (let count = 0; count < 50; count++) put(guestView(1, `a${count}`, 'running'))
    await vi.waitFor(() => expect(icons[0]?.shown.at(-1)?.lit).toBe(true))
    expect(icons[0]?.shown).toHaveLength(before + 1)
    expect(JSON.stringify(icons[0]?.shown.at(-1))).toContain('a49')
  })

  it('leads to the window, and does what its menu says', async () => {
    const { icons, perform, done, asked } = world({ guests: [guestView(1, 'a', 'running')] })
    icons[0]?.click()
    perform({ do: 'save', id: guestId(1) })
    perform({ do: 'save-all-and-quit' })
    perform({ do: 'quit' })
    await settled()
    expect(done).toEqual(['open', 'save all', 'quit', 'save 1'])
    perform({ do: 'show', id: guestId(1) })
    perform({ do: 'host-check' })
    perform({ do: 'new-machine' })
    perform({ do: 'shutdown', id: guestId(1) })
    await settled()
    expect(asked).toEqual([
      { kind: 'guest', id: guestId(1) },
      { kind: 'host-check' },
      { kind: 'new-machine' },
      { kind: 'failed', error: expect.objectContaining({ code: 'GUEST_BUSY' }) as unknown },
    ])
  })
})

describe('whether it is shown', () => {
  it('is known at once where the desktop has said so', async () => {
    expect(await world().tray.settled(true)).toBe(true)
    expect(await world({ trayHost: false }).tray.settled(false)).toBe(false)
    const off = world({ trayHost: null })
    off.setDesktop({ tray: false })
    expect(await off.tray.settled(true)).toBe(false)
  })

  it('is waited for, at login for a panel that comes late too, and not for ever', async () => {
    const late = world({ trayHost: null })
    const known = late.tray.settled(false)
    late.host(false)
    expect(await known).toBe(false)
    const patient = late.tray.settled(true)
    late.host(true)
    expect(await patient).toBe(true)

    vi.useFakeTimers()
    const never = world({ trayHost: false }).tray.settled(true)
    await vi.advanceTimersByTimeAsync(60_000)
    vi.useRealTimers()
    expect(await never).toBe(false)
  })
})
