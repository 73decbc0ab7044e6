import { GuesthouseError } from '../../shared/domain/errors.ts'
import type { GuestView } from '../../shared/domain/guest.ts'
import { saveBlockerCatalogue } from '../../shared/domain/save-blockers.ts'
import { type FakeBridge, makeFakeBridge } from './fake-bridge.ts'
import { serveFakeConsole } from './fake-consoles.ts'
import { sampleSource } from './sample-sources.ts'
import {
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
  'no-qemu': () => [],
  'create-fails': () => [],
  thousand: () =>
    Array.from({ length: 1000 }, (_, index) =>
      sampleGuest(index + 1, `vm-${index + 1}`, 'stopped'),
    ),
}

const MIB = 1024 * 1024

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
    bridge.put({ ...sampleGuest(numberOf(id), before.name, state), since: Date.now() })
    return undefined
  }
  let made = 100
  const bridge = makeFakeBridge({
    guests,
    host,
    jobs: scenarios[name] === undefined || name === 'states' ? sampleJobs() : [],
    journal: name === 'empty' ? [] : sampleJournal(),
    serve: serveFakeConsole,
    handlers: {
      'guests.start': ({ id }) => become(id, 'running'),
      'guests.shutdown': ({ id }) => become(id, 'stopped'),
      'guests.powerOff': ({ id }) => become(id, 'stopped'),
      'guests.reset': ({ id }) => become(id, 'running'),
      'guests.save': ({ id }) => become(id, 'saved'),
      'guests.discardSaved': ({ id }) => become(id, 'stopped'),
      'guests.saveBlockers': ({ id }) =>
        bridge.guest(id).name === 'web-shop'
          ? [{ code: 'CLIPBOARD', message: saveBlockerCatalogue.CLIPBOARD }]
          : [],
      'jobs.cancel': ({ id }) => {
        bridge.removeJob(id)
        return undefined
      },
      'journal.markRead': ({ ids }) => {
        const entries = bridge
          .journal()
          .filter(({ id, read }) => !read && (ids === undefined || ids.includes(id)))
          .map((entry) => ({ ...entry, read: true }))
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
      'provision.inspect': ({ path }) => sampleSource(path),
      'dialogs.pickFile': () => '/home/ada/Downloads/debian-13.1.0-amd64-netinst.iso',
    },
  })
  return bridge
}
