import { GuesthouseError } from '../../shared/domain/errors.ts'
import type { GuestView } from '../../shared/domain/guest.ts'
import type { JobView } from '../../shared/domain/jobs.ts'
import { guestConfigSchema } from '../../shared/domain/guest-config.ts'
import { saveBlockerCatalogue } from '../../shared/domain/save-blockers.ts'
import type { SettingsView } from '../../shared/domain/settings.ts'
import { type FakeBridge, makeFakeBridge, newUserSettings, sampleSettings } from './fake-bridge.ts'
import { serveFakeConsole } from './fake-consoles.ts'
import { sampleDaemons, sampleFoundMachines, sampleHostCheck } from './sample-first-run.ts'
import { sampleSource } from './sample-sources.ts'
import { fakePicture } from './fake-pictures.ts'
import { keepHandlers } from './keep-scenario.ts'
import { leavingJobs, leavingOptions, leavingScenarios } from './leaving-scenario.ts'
import { fakeCommandLine, fakeConfigure, sampleFullGuest } from './fake-hardware.ts'
import {
  arrangedGuests,
  everyState,
  sampleError,
  sampleGuest,
  sampleHost,
  sampleJournal,
  sampleJobs,
  sampleLog,
  sampleWithPorts,
} from './samples.ts'

const scenarios: Readonly<Record<string, () => readonly GuestView[]>> = {
  empty: () => [],
  one: () => [sampleGuest(1, 'debian-13', 'running')],
  states: everyState,
  serial: () => [
    sampleWithPorts(1, 'router', 'running'),
    sampleWithPorts(2, 'asleep', 'saved'),
    sampleGuest(3, 'halted', 'paused'),
  ],
  hardware: () => [
    sampleFullGuest(1, 'debian-13', 'running'),
    sampleFullGuest(2, 'windows-11', 'stopped'),
  ],
  'no-qemu': () => [],
  'first-run': () => [],
  'first-run-alone': () => [],
  'create-fails': () => [],
  arranged: () => arrangedGuests(9),
  ...leavingScenarios,
  thousand: () => arrangedGuests(1000),
  'settings-problems': () => [sampleGuest(1, 'debian-13', 'running')],
}

const MIB = 1024 * 1024

/** Of somebody who edits the file by hand. */
const settingsWithProblems: SettingsView = {
  ...sampleSettings,
  settings: {
    ...sampleSettings.settings,
    storage: { disksFolder: '/mnt/fast/a-folder-with-a-long-name/that-goes-on/virtual-machines' },
    desktop: { tray: false, closeToTray: true, startAtLogin: false },
  },
  problems: [
    { setting: 'appearance.theme', value: '"solarized"', reason: 'not-allowed' },
    { setting: 'consoles', value: '[14,"dark"]', reason: 'not-an-object' },
    { setting: 'keyboard.caps', value: 'true', reason: 'unknown' },
  ],
}

const jobsOf = (name: string): readonly JobView[] => {
  if (leavingScenarios[name] !== undefined) return leavingJobs()
  return scenarios[name] === undefined || name === 'states' ? sampleJobs() : []
}

/** A bridge in the state that `name` stands for; commands change the guests as the engine would. */
export function makeScenario(name: string): FakeBridge {
  const guests = (scenarios[name] ?? everyState)()
  const host =
    name === 'no-qemu'
      ? { ...sampleHost, qemu: null, acceleration: null, qemuError: sampleError('QEMU_NOT_FOUND') }
      : sampleHost
  const numberOf = (id: string) => Number(id.slice(-12))
  const become = (id: string, state: GuestView['state']) => {
    const before = bridge.guest(id)
    const { config } = before
    bridge.put({
      ...sampleGuest(numberOf(id), before.name, state),
      ...{ config, since: Date.now() },
    })
    return undefined
  }
  const becomeAll = (ids: readonly string[], state: GuestView['state']) =>
    ids.map((id) => {
      const error = bridge.guest(id).name.endsWith('3') ? sampleError('GUEST_BUSY') : null
      if (error === null) become(id, state)
      return error === null ? ({ id, ok: true } as const) : ({ id, ok: false, error } as const)
    })
  let made = 100
  const isNew = name.startsWith('first-run')
  const bridge = makeFakeBridge({
    guests,
    host,
    jobs: jobsOf(name),
    journal: name === 'empty' ? [] : sampleJournal(),
    ...leavingOptions(name),
    serve: serveFakeConsole,
    ...(name === 'settings-problems' ? { settings: settingsWithProblems } : {}),
    ...(isNew ? { settings: newUserSettings } : {}),
    handlers: {
      'hostCheck.run': () => {
        bridge.setHostCheck(sampleHostCheck())
        return undefined
      },
      'hostCheck.systemDaemons': () => [...sampleDaemons],
      'provision.findMachines': () => (name === 'first-run' ? [...sampleFoundMachines] : []),
      'provision.adopt': ({ path }) => {
        const { name: found } = sampleFoundMachines.find((each) => each.path === path) ?? {}
        if (found?.startsWith('fedora') === true) {
          throw new GuesthouseError('NO_SPACE', { path }, 'qemu-img: No space left on device')
        }
        const guest = sampleGuest(++made, found ?? path, 'stopped')
        bridge.put(guest)
        return { id: guest.id }
      },
      ...keepHandlers({
        all: () => guests.map(({ id }) => bridge.guest(id)),
        guest: (id) => bridge.guest(id),
        put: (guest) => bridge.put(guest),
      }),
      'guests.start': ({ id }) => become(id, 'running'),
      'guests.startMany': ({ ids }) => becomeAll(ids, 'running'),
      'guests.saveMany': ({ ids }) => becomeAll(ids, 'saved'),
      'guests.shutdownMany': ({ ids }) => becomeAll(ids, 'stopped'),
      'guests.addresses': ({ id }) => [
        { nic: 'nic0', address: `10.0.2.${numberOf(id)}`, source: 'agent' },
      ],
      'guests.describe': ({ id, ...description }) => {
        const guest = bridge.guest(id)
        if (guest.config === null) return undefined
        const config = guestConfigSchema.parse({ ...guest.config, ...description })
        bridge.put({ ...guest, config })
        return undefined
      },
      'pictures.screen': ({ id, known }) => fakePicture(bridge.guest(id), known),
      'guests.shutdown': ({ id }) => become(id, 'stopped'),
      'guests.powerOff': ({ id }) => become(id, 'stopped'),
      'guests.reset': ({ id }) => become(id, 'running'),
      'guests.save': ({ id }) => become(id, 'saved'),
      'guests.discardSaved': ({ id }) => become(id, 'stopped'),
      'guests.saveBlockers': ({ id }) =>
        bridge.guest(id).name === 'web-shop'
          ? [{ code: 'CLIPBOARD', message: saveBlockerCatalogue.CLIPBOARD }]
          : [],
      'leaving.stop': () => {
        bridge.setLeaving(null)
        return undefined
      },
      'jobs.cancel': ({ id }) => {
        bridge.removeJob(id)
        return undefined
      },
      'journal.markRead': ({ ids }) => {
        const entries = bridge
          .journal()
          .filter(({ id, read }) => !read && (ids === undefined || ids.includes(id)))
          .map((entry) => Object.assign({}, entry, { read: true }))
        bridge.changeJournal({ type: 'put', entries })
        return undefined
      },
      'journal.clear': () => {
        bridge.changeJournal({ type: 'removed', ids: bridge.journal().map(({ id }) => id) })
        return undefined
      },
      'guests.pause': ({ id }) => become(id, 'paused'),
      'guests.resume': () => {
        throw new GuesthouseError('QEMU_NO_ANSWER', {}, 'no answer to "cont" within 10 s')
      },
      'guests.rename': ({ id, name: renamed }) => {
        bridge.put({ ...bridge.guest(id), name: renamed })
        return undefined
      },
      'guests.deletionPreview': ({ id }) => ({
        managedDisks:
          bridge.guest(id).config?.disks.map(({ path }) => ({ path, bytes: 3277 * MIB })) ?? [],
        foreignFiles: ['/home/ada/Downloads/debian-13.1.0-amd64-netinst.iso'],
      }),
      'guests.delete': ({ id }) => {
        bridge.remove(id)
        return undefined
      },
      'guests.configure': (input) => {
        const { guest, result } = fakeConfigure(bridge.guest(input.id), input)
        bridge.put(guest)
        return result
      },
      'guests.commandLine': ({ id, config }) => fakeCommandLine(bridge.guest(id), config),
      'guests.log': () => ({ text: sampleLog, truncated: true }),
      'guests.create': (input) => {
        if (name === 'create-fails') {
          throw new GuesthouseError(
            'NO_SPACE',
            { path: '/home/ada/.local/share/guesthouse/guests/x/disk0.qcow2' },
            'qemu-img: No space left on device',
          )
        }
        const guest = sampleGuest(++made, input.name, 'stopped')
        bridge.put(guest)
        return { id: guest.id }
      },
      'app.info': () => ({ version: '0.1.0', electron: '45.0.0', locale: 'en' }),
      'provision.inspect': ({ path }) => sampleSource(path),
      'dialogs.pickFile': () => '/home/ada/Downloads/debian-13.1.0-amd64-netinst.iso',
    },
  })
  return bridge
}
