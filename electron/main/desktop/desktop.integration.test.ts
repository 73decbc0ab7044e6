import { Variant } from 'dbus-next'
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import { unknownDesktop } from '../../../shared/domain/desktop.ts'
import { silentLogger } from '../../platform/logger.ts'
import { createSource } from '../ipc/source.ts'
import { followDesktop } from './desktop.ts'
import { createSessionBus, type SessionBus } from './session-bus.ts'
import { type BusProgram, startProgram } from './testing/bus-program.ts'
import { openPortal } from './testing/portal.ts'
import { makePrivateBus, type PrivateBus } from '../../platform/testing/private-bus.ts'
import { openWatcher } from './testing/watcher.ts'

const accent = (red: number, green: number, blue: number) =>
  new Variant('(ddd)', [red, green, blue])
const BLUE = accent(0.207, 0.517, 0.894)

let daemon: PrivateBus
let bus: SessionBus
let stop: () => void = () => {}
const programs: BusProgram[] = []

beforeEach(async () => {
  daemon = await makePrivateBus('session')
  await daemon.start()
  bus = createSessionBus({ env: daemon.env, logger: silentLogger })
})
afterEach(async () => {
  stop()
  bus.close()
  for (const program of programs.splice(0)) program.leave()
  await daemon.dispose()
})

const portal = async (...args: [Record<string, Variant>?, (1 | 2)?]) => {
  const opened = await openPortal(daemon.env, ...args)
  programs.push(opened.program)
  return opened
}
const watcher = async (host: boolean) => {
  const opened = await openWatcher(daemon.env, host)
  programs.push(opened.program)
  return opened
}
function follow() {
  const desktop = createSource<'desktop'>(unknownDesktop)
  const told: unknown[] = []
  const schemes: unknown[] = []
  desktop.onChange((view) => told.push(view))
  const onColorScheme = (scheme: unknown): void => void schemes.push(scheme)
  stop = followDesktop({ bus, desktop, onColorScheme, logger: silentLogger })
  return { view: desktop.view, told, schemes }
}
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 20 })

describe('the accent colour', () => {
  it.each([1, 2] as const)('is read of a portal of version %i, and followed', async (version) => {
    const { set } = await portal({ 'accent-color': BLUE }, version)
    const { view } = follow()
    await eventually(() => expect(view().accent).toBe('#3584e4'))
    set('accent-color', accent(1, 0, 0))
    await eventually(() => expect(view().accent).toBe('#ff0000'))
    set('accent-color', accent(-1, -1, -1))
    await eventually(() => expect(view().accent).toBeNull())
  })

  it('comes with a portal that is started later', async () => {
    const { view } = follow()
    await eventually(() => expect(view().trayHost).toBe(false))
    expect(view().accent).toBeNull()
    await portal({ 'accent-color': BLUE })
    await eventually(() => expect(view().accent).toBe('#3584e4'))
  })

  it.each([
    ['of another type', new Variant('s', '#3584e4')],
    ['too few', new Variant('(dd)', [0, 0])],
    ['out of range', accent(1e300, 0, 0)],
    [
      'huge',
      new Variant(
        'as',
        Array.from({ length: 100_000 }, () => 'red'),
      ),
    ],
  ])('is none where the portal says something %s', async (_what, value) => {
    const { set } = await portal({ 'accent-color': BLUE })
    const { view } = follow()
    await eventually(() => expect(view().accent).toBe('#3584e4'))
    set('accent-color', value)
    await eventually(() => expect(view().accent).toBeNull())
  })

  it('is not what somebody else says', async () => {
    const { view, told } = follow()
    await portal({ 'accent-color': BLUE })
    await eventually(() => expect(view().accent).toBe('#3584e4'))
    const before = told.length
    const spoiler = await startProgram({ env: daemon.env, answer: () => 'silence' })
    programs.push(spoiler)
    spoiler.tell(
      {
        path: '/org/freedesktop/portal/desktop',
        ...{ interface: 'org.freedesktop.portal.Settings', member: 'SettingChanged' },
      },
      'ssv',
      ['org.freedesktop.appearance', 'accent-color', accent(1, 0, 0)],
    )
    // What is told after it has been heard after it.
    await watcher(true)
    await eventually(() => expect(view().trayHost).toBe(true))
    expect(told.slice(before)).toEqual([{ accent: '#3584e4', trayHost: true }])
  })
})

test('the preferred colour scheme is followed', async () => {
  const { set } = await portal({ 'color-scheme': new Variant('u', 1) })
  const { schemes } = follow()
  await eventually(() => expect(schemes).toEqual(['dark']))
  set('color-scheme', new Variant('u', 2))
  await eventually(() => expect(schemes).toEqual(['dark', 'light']))
  set('color-scheme', new Variant('s', 'dark'))
  await eventually(() => expect(schemes).toEqual(['dark', 'light', null]))
})

describe('what shows tray icons', () => {
  it('comes and goes', async () => {
    const { view } = follow()
    await eventually(() => expect(view().trayHost).toBe(false))
    const { setHost, program } = await watcher(false)
    setHost(true)
    await eventually(() => expect(view().trayHost).toBe(true))
    setHost(false)
    await eventually(() => expect(view().trayHost).toBe(false))
    setHost(true)
    await eventually(() => expect(view().trayHost).toBe(true))
    await program.disown()
    await eventually(() => expect(view().trayHost).toBe(false))
    await program.own()
    await eventually(() => expect(view().trayHost).toBe(true))
  })

  it('is none where the watcher answers nonsense', async () => {
    const { misbehave, setHost } = await watcher(true)
    const { view } = follow()
    await eventually(() => expect(view().trayHost).toBe(true))
    misbehave({ signature: 'as', body: [['true']] })
    setHost(true)
    await eventually(() => expect(view().trayHost).toBe(false))
  })

  it('is not known where the watcher does not answer', async () => {
    const { misbehave, setHost } = await watcher(true)
    const { view } = follow()
    await eventually(() => expect(view().trayHost).toBe(true))
    misbehave('silence')
    setHost(true)
    await eventually(() => expect(view().trayHost).toBeNull())
  })
})

describe('a bus', () => {
  it('that dies is joined again when something is asked of it', async () => {
    await watcher(true)
    await portal({ 'accent-color': BLUE })
    const { view } = follow()
    await eventually(() => expect(view()).toEqual({ accent: '#3584e4', trayHost: true }))
    await daemon.kill()
    await eventually(() => expect(view()).toEqual({ accent: '#3584e4', trayHost: null }))
    await expect(bus.join()).rejects.toMatchObject({ trouble: 'none' })

    await daemon.start()
    await watcher(true)
    const { set } = await portal({ 'accent-color': accent(0, 1, 0) })
    await bus.join()
    await eventually(() => expect(view()).toEqual({ accent: '#00ff00', trayHost: true }))
    set('accent-color', accent(0, 0, 1))
    await eventually(() => expect(view().accent).toBe('#0000ff'))
  })

  it('that dies ends the calls that wait', async () => {
    const silent = await startProgram({
      ...{ env: daemon.env, name: 'org.example.Silent' },
      answer: () => 'silence',
    })
    programs.push(silent)
    await bus.join()
    const asked = bus.call({
      ...{ destination: 'org.example.Silent', path: '/', interface: 'org.example.A' },
      ...{ member: 'B', timeoutMs: 600_000 },
    })
    const failed = asked.then(
      () => null,
      (error: unknown) => error,
    )
    // The bus answers in order, so that the call is on its way.
    await bus.call({
      ...{ destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' },
      ...{ interface: 'org.freedesktop.DBus', member: 'GetId' },
    })
    await daemon.kill()
    expect(await failed).toMatchObject({ trouble: 'lost' })
  })

  it('gives no answer for ever', async () => {
    const silent = await startProgram({
      ...{ env: daemon.env, name: 'org.example.Silent' },
      answer: () => 'silence',
    })
    programs.push(silent)
    const call = { destination: 'org.example.Silent', path: '/', interface: 'org.example.A' }
    await expect(bus.call({ ...call, member: 'B', timeoutMs: 50 })).rejects.toMatchObject({
      trouble: 'slow',
    })
    const nobody = { ...call, destination: 'org.example.Nobody', member: 'B' }
    await expect(bus.call(nobody)).rejects.toMatchObject({
      ...{ trouble: 'refused', errorName: 'org.freedesktop.DBus.Error.ServiceUnknown' },
    })
    const odd = { ...call, member: 'B', signature: 'u', body: ['no number'] }
    await expect(bus.call(odd)).rejects.toMatchObject({ trouble: 'refused' })
  })

  it.each([
    ['there is none', { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus' }],
    ['its address is nonsense', { DBUS_SESSION_BUS_ADDRESS: '::;;%' }],
    ['nobody names one', {}],
  ])('is not needed: %s', async (_what, env) => {
    bus = createSessionBus({ env, logger: silentLogger })
    const { view } = follow()
    await eventually(() => expect(view()).toEqual({ accent: null, trayHost: false }))
    await expect(bus.join()).rejects.toMatchObject({ trouble: 'none' })
  })
})
