import { GuesthouseError } from '../../shared/domain/errors.ts'
import type { GuestView } from '../../shared/domain/guest.ts'
import type { SnapshotTree, SnapshotView } from '../../shared/domain/snapshots.ts'
import type { ImageReport } from '../../shared/domain/storage.ts'
import type { FakeOptions } from './fake-bridge.ts'
import { sampleId } from './samples.ts'

const MIB = 1024 ** 2
const GIB = 1024 ** 3
const DAY = 86_400_000

const snapshotId = (number: number): string => sampleId(5000 + number)

type Sample = Partial<Omit<SnapshotView, 'id' | 'parent'>> & { readonly after?: number }

function sampleTree(samples: readonly Sample[], current: number | null): SnapshotTree {
  return {
    snapshots: samples.map(({ after, ...sample }, index) => ({
      ...{ id: snapshotId(index), name: `Snapshot ${index}`, note: '', kind: 'off' },
      parent: after === undefined ? null : snapshotId(after),
      takenAt: Date.now() - (samples.length - index) * DAY * 0.7,
      ...{ frozen: true, memoryBytes: 0, machineType: 'pc-q35-7.2', qemuVersion: '7.2.19' },
      ...sample,
    })),
    current: current === null ? null : snapshotId(current),
  }
}

const branches = (): SnapshotTree =>
  sampleTree(
    [
      { name: 'Freshly installed', note: 'Before anything was set up.\nPassword is in the safe.' },
      { name: 'With desktop', after: 0, kind: 'memory', frozen: false, memoryBytes: 1.2 * GIB },
      { name: 'Trying the new kernel', after: 1, kind: 'disk', frozen: false },
      { name: 'Kernel 6.12, with a name that is longer than the pane can show', after: 2 },
      { name: 'Upgraded to 13', after: 1, kind: 'disk' },
      { name: 'Before the demo', after: 4, kind: 'memory', frozen: false, memoryBytes: 840 * MIB },
      { name: 'Demo, broken network', after: 5 },
    ],
    5,
  )

/** A picture of a screen, as a PNG. */
async function picture(title: string): Promise<Uint8Array> {
  const canvas = document.createElement('canvas')
  canvas.width = 640
  canvas.height = 400
  const paint = canvas.getContext('2d')
  if (paint === null) throw new Error('no 2d context')
  paint.fillStyle = '#2a2f3a'
  paint.fillRect(0, 0, 640, 400)
  paint.fillStyle = '#3d4657'
  paint.fillRect(0, 0, 640, 24)
  paint.fillStyle = '#d8dee9'
  paint.font = '14px monospace'
  paint.fillText(title, 20, 60)
  paint.fillText('ada@debian:~$ apt full-upgrade', 20, 90)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve))
  if (blob === null) throw new Error('no PNG')
  return new Uint8Array(await blob.arrayBuffer())
}

const sampleBacking: ImageReport['backing'] = [
  { name: '/home/ada/templates/debian-13-base.qcow2', format: 'qcow2', problem: null },
  {
    ...{ name: '/home/ada/templates/gone/root-of-all-images-with-a-long-name.raw', format: 'raw' },
    problem: 'missing',
  },
]

function sampleReport(path: string, guests: readonly GuestView[]): ImageReport {
  const seed = [...path].reduce((sum, character) => sum + character.charCodeAt(0), 0)
  const disk = guests
    .flatMap(({ config }) => config?.disks ?? [])
    .find((candidate) => candidate.path === path)
  return {
    ...{ path, format: disk?.format ?? 'qcow2', virtualSizeBytes: (20 + (seed % 5) * 16) * GIB },
    allocatedBytes: (1 + (seed % 70) / 7) * GIB,
    backing: path.includes(sampleId(7)) ? sampleBacking : [],
    ...{ otherFiles: [], snapshots: [], dirty: seed % 7 === 0, corrupt: seed % 11 === 0 },
    ...{ encrypted: false, holder: null },
  }
}

/** What the pages of snapshots, storage and sharing ask for. */
export function keepHandlers(bridge: {
  readonly all: () => readonly GuestView[]
  readonly guest: (id: string) => GuestView
  readonly put: (guest: GuestView) => void
}): NonNullable<FakeOptions['handlers']> {
  const trees = new Map<string, SnapshotTree>()
  const treeOf = (id: string): SnapshotTree => {
    const tree =
      trees.get(id) ??
      (bridge.guest(id).name === 'fedora-43' ? { snapshots: [], current: null } : branches())
    trees.set(id, tree)
    return tree
  }
  return {
    'snapshots.list': ({ id }) => treeOf(id),
    'snapshots.sizes': ({ id }) =>
      treeOf(id).snapshots.map((snapshot, index) => ({
        ...{ id: snapshot.id, bytes: snapshot.memoryBytes + (index + 1) * 133 * MIB },
      })),
    'snapshots.take': ({ id, name, note, memory }) => {
      const { snapshots, current } = treeOf(id)
      const runs = bridge.guest(id).runtime !== null
      const taken: SnapshotView = {
        ...{ id: snapshotId(100 + snapshots.length), name, note, parent: current },
        ...{ kind: memory ? 'memory' : runs ? 'disk' : 'off', takenAt: Date.now() },
        ...{ frozen: !runs, memoryBytes: memory ? GIB : 0, machineType: null, qemuVersion: null },
      }
      trees.set(id, { snapshots: [...snapshots, taken], current: taken.id })
      return taken
    },
    'snapshots.revert': ({ id, snapshot }) => {
      trees.set(id, { ...treeOf(id), current: snapshot })
      return { hardware: true }
    },
    'snapshots.delete': () => {
      throw new GuesthouseError('IMAGE_FAILED', { path: '/disk0.qcow2' }, 'qemu-img: I/O error')
    },
    'pictures.snapshot': ({ id, snapshot }) => {
      const found = treeOf(id).snapshots.find((candidate) => candidate.id === snapshot)
      return found === undefined || found.kind === 'off' ? null : picture(found.name)
    },
    'storage.inspect': ({ path }) => {
      if (path.includes('gone')) throw new GuesthouseError('DISK_MISSING', { path })
      return sampleReport(path, bridge.all())
    },
    'storage.unused': () => [
      {
        path: '/home/ada/.local/share/guesthouse/guests/gone/disk0.qcow2',
        bytes: 12.4 * GIB,
        unfinished: false,
      },
      {
        path: '/home/ada/.local/share/guesthouse/guests/x/disk1.qcow2.part',
        bytes: 300 * MIB,
        unfinished: true,
      },
    ],
    'storage.check': () => ({
      ...{ outcome: 'good', message: '', corruptions: 0, leaks: 0 },
      ...{ corruptionsFixed: 0, leaksFixed: 0 },
    }),
    'guests.addresses': ({ id }) =>
      (bridge.guest(id).runtime?.config.nics ?? []).flatMap((nic, index) =>
        index > 0
          ? []
          : [
              { nic: nic.id, address: '10.0.2.15', source: 'agent' as const },
              { nic: nic.id, address: 'fec0::5054:ff:fe12:3456', source: 'agent' as const },
            ],
      ),
    'agent.info': ({ id }) => {
      if (bridge.guest(id).name !== 'web-shop') throw new GuesthouseError('AGENT_NOT_THERE')
      return {
        ...{ version: '7.2', hostName: 'web', os: 'Debian GNU/Linux 13', interfaces: [] },
        can: { freeze: true, copy: true, mount: true },
      }
    },
    'sharing.mountLines': ({ id }) =>
      (bridge.guest(id).config?.shares ?? []).map(({ id: share, tag }) => ({
        ...{ share, driver: 'virtiofs' as const },
        line: `sudo mkdir -p /mnt/${tag} && sudo mount -t virtiofs ${tag} /mnt/${tag}`,
      })),
    'sharing.mount': () => ({ mountPoint: '/mnt/photos' }),
    'guests.configure': ({ id, config }) => {
      const guest = bridge.guest(id)
      const { runtime } = guest
      const now = runtime && { ...runtime, config: { ...runtime.config, nics: config.nics } }
      bridge.put({ ...guest, config, runtime: now })
      return { applied: ['nics.nic0.network'], pending: [] }
    },
  }
}
