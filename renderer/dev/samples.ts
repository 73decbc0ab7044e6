import { type ErrorCode, type ErrorParams, GuesthouseError } from '../../shared/domain/errors.ts'
import type { GuestAction, GuestState, GuestView, HostView } from '../../shared/domain/guest.ts'
import type { JobKind, JobView } from '../../shared/domain/jobs.ts'
import type { JournalEntry, JournalEvent } from '../../shared/domain/journal.ts'
import type { Notice } from '../../shared/domain/notices.ts'
import {
  GUEST_SCHEMA_VERSION,
  type GuestConfig,
  guestConfigSchema,
} from '../../shared/domain/guest-config.ts'

const GIB = 1024 ** 3
export const LONG_NAME =
  'quarterly-numbers-regression-runner-for-the-release-branch-with-a-name-that-never-ends-🏠'
const sampleTime = new Date()
sampleTime.setHours(9, 41, 0, 0)

export const sampleHost: HostView = {
  uid: 1000,
  user: 'ada',
  cpus: 8,
  memoryMiB: 15_872,
  qemu: { path: '/usr/bin/qemu-system-x86_64', version: '7.2.19' },
  qemuError: null,
  acceleration: {
    accelerator: 'tcg',
    reason: 'kvm-failed',
    kvmMs: null,
    tcgMs: 312,
    kvmCpu: 'host',
    detail: 'qemu-system-x86_64: error: failed to set MSR 0x10a to 0x0',
  },
  storage: { path: '/home/ada/.local/share/guesthouse', freeBytes: 148 * GIB },
}

/** Version 4 ids that tell the samples apart. */
export const sampleId = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

export function sampleError(code: ErrorCode, params: ErrorParams = {}, cause?: unknown) {
  return new GuesthouseError(code, params, cause).toData()
}

const atRest: readonly GuestAction[] = [
  ...(['start', 'configure', 'snapshot', 'revert', 'storage', 'clone'] as const),
  ...(['rename', 'delete'] as const),
]
const whileRunning: readonly GuestAction[] = [
  ...(['power-off', 'reset', 'save', 'configure', 'snapshot', 'revert', 'rename'] as const),
]

/** As the engine allows them. */
const actions: Record<GuestState, readonly GuestAction[]> = {
  stopped: atRest,
  starting: ['power-off'],
  running: ['shutdown', 'pause', ...whileRunning],
  paused: ['resume', ...whileRunning],
  saving: ['power-off'],
  saved: ['start', 'discard-saved', 'rename', 'delete'],
  stopping: ['shutdown', 'power-off', 'configure', 'rename'],
  crashed: atRest,
  broken: [],
}
const withProcess: ReadonlySet<GuestState> = new Set([
  'starting',
  'running',
  'paused',
  'saving',
  'stopping',
])

export function sampleConfig(id: string, name: string): GuestConfig {
  const folder = `/home/ada/.local/share/guesthouse/guests/${id}`
  return guestConfigSchema.parse({
    schema: GUEST_SCHEMA_VERSION,
    id,
    name,
    memoryMiB: 4096,
    cpus: 4,
    accelerator: 'auto',
    disks: [
      {
        id: 'disk0',
        path: `${folder}/disk0.qcow2`,
        format: 'qcow2',
        readOnly: false,
        managed: true,
      },
    ],
    cdroms: [{ id: 'cd0', path: '/home/ada/Downloads/debian-13.1.0-amd64-netinst.iso' }],
    nics: [{ id: 'nic0', mac: '52:54:00:12:34:56' }],
    serials: [{ id: 'serial0' }],
    display: 'vnc',
    sound: { device: 'hda-output' },
    createdAt: sampleTime.getTime() - 86_400_000,
  })
}

export function sampleGuest(
  number: number,
  name: string,
  state: GuestState,
  more: Partial<GuestView> = {},
): GuestView {
  const id = sampleId(number)
  return {
    id,
    name,
    state,
    since: sampleTime.getTime() - number * 3_600_000,
    actions: [...actions[state]],
    config: state === 'broken' ? null : sampleConfig(id, name),
    runtime: withProcess.has(state)
      ? {
          run: `run-${number}`,
          pid: 4200 + number,
          uid: 1000,
          user: 'ada',
          startedAt: sampleTime.getTime(),
          accelerator: 'tcg',
          acceleratorReason: 'kvm-failed',
          config: sampleConfig(id, name),
          sound: { backend: 'pipewire' },
          connections: { nic0: { backend: 'passt', hostAccess: false, outside: true } },
          notices: [],
          disposable: false,
          scope: null,
        }
      : null,
    job: null,
    error: null,
    ...more,
  }
}

/** A long operation on sample `number` that is at `share` of its way. */
export const sampleJob = (number: number, kind: JobKind, share: number): JobView => ({
  ...{ id: sampleId(9000 + number), kind, guest: sampleId(number), state: 'running' },
  progress: { done: share * 4 * GIB, total: 4 * GIB },
  ...{ startedAt: sampleTime.getTime(), endedAt: null, error: null },
})

/** What happened of late, oldest first; two failures are unread. */
export function sampleJournal(): readonly JournalEntry[] {
  const minute = 60_000
  const now = Date.now()
  let number = 7000
  const entry = (
    ago: number,
    guest: number | null,
    name: string,
    what: JournalEntry['what'],
    error: JournalEntry['error'] = null,
    read = true,
  ): JournalEntry => ({
    ...{ id: sampleId(++number), at: now - ago * minute, what, error, read },
    ...{ guest: guest === null ? null : sampleId(guest), name },
  })
  const guest = (event: JournalEvent) => ({ kind: 'guest', event }) as const
  const job = (kind: JobKind, outcome: 'done' | 'failed' | 'cancelled', took: number) =>
    ({ kind: 'job', job: kind, outcome, took }) as const
  const noSpace = sampleError(
    'NO_SPACE',
    { path: '/mnt/backup/web-shop.qcow2' },
    'qemu-img: error while writing at byte 1073741824: No space left on device',
  )
  return [
    entry(3 * 1440, 3, 'old-xp', guest('created')),
    entry(3 * 1440 - 2, null, '', job('provision', 'done', 184_000)),
    entry(1500, 77, 'scratch-2024', guest('deleted')),
    entry(1450, 7, 'fedora-43', guest('failed'), sampleError('SHUTDOWN_IGNORED')),
    entry(1441, 4, LONG_NAME, job('clone', 'cancelled', 12_000)),
    entry(90, 1, 'debian-13', guest('started')),
    entry(60, 9, 'sparrow', job('save', 'done', 3_400)),
    entry(45, 11, 'web-shop', job('export', 'failed', 95_000), noSpace, false),
    entry(
      ...([20, 5, 'windows-11', guest('crashed')] as const),
      ...([sampleError('QEMU_CRASHED', { how: 'signal SIGABRT' }, 'Aborted'), false] as const),
    ),
    entry(4, 2, 'build-runner', guest('paused')),
  ]
}

/** One that runs without what `notices` tell of, with a second card and forwards. */
export function sampleLimitedGuest(
  number: number,
  name: string,
  notices: readonly Notice[],
): GuestView {
  const guest = sampleGuest(number, name, 'running')
  if (guest.config === null || guest.runtime === null) throw new Error('not running')
  const [nic] = guest.config.nics
  if (nic === undefined) throw new Error('no NIC')
  const forward = { protocol: 'tcp', address: '127.0.0.1', hostPort: 2222, guestPort: 22 } as const
  const web = { protocol: 'tcp', address: '0.0.0.0', hostPort: 8080, guestPort: 80 } as const
  const config: GuestConfig = {
    ...guest.config,
    nics: [
      { ...nic, network: { kind: 'user', hostAccess: false, forwards: [forward, web] } },
      {
        ...{ ...nic, id: 'nic1', mac: '52:54:00:12:34:57' },
        network: { kind: 'bridge', bridge: 'br0' },
      },
    ],
  }
  return {
    ...{ ...guest, config },
    runtime: {
      ...{ ...guest.runtime, config, sound: { backend: 'none' }, notices: [...notices] },
      connections: {
        nic0: { backend: 'passt', hostAccess: false, outside: true },
        nic1: { backend: 'none', hostAccess: false, outside: false },
      },
    },
  }
}

/** One machine in each state that a person can meet. */
export const everyState = (): readonly GuestView[] => [
  sampleGuest(1, 'debian-13', 'running'),
  sampleGuest(2, 'build-runner', 'paused'),
  sampleGuest(3, 'old-xp', 'stopped'),
  sampleGuest(4, LONG_NAME, 'starting'),
  sampleGuest(5, 'windows-11', 'crashed', {
    error: sampleError(
      'QEMU_CRASHED',
      { how: 'signal SIGABRT' },
      'qemu-system-x86_64: ../accel/kvm/kvm-all.c:3170: kvm_buf_set_msrs: Assertion `ret == cpu->kvm_msr_buf->nmsrs` failed.',
    ),
  }),
  sampleGuest(6, 'archive', 'broken', {
    error: sampleError(
      'GUEST_FILE_INVALID',
      { path: `/home/ada/.local/share/guesthouse/guests/${sampleId(6)}/guest.json` },
      'memoryMiB: expected number, received string',
    ),
  }),
  sampleGuest(7, 'fedora-43', 'running', {
    error: sampleError('SHUTDOWN_IGNORED'),
  }),
  sampleGuest(8, 'mail-relay', 'stopped', {
    error: sampleError('DISK_IN_USE', {
      path: '/home/ada/disks/mail-relay.qcow2',
      holder: 'qemu-img, process 4242',
    }),
  }),
  sampleGuest(9, 'sparrow', 'saved'),
  sampleGuest(10, 'photo-archive', 'saving', { job: 'save' }),
  sampleLimitedGuest(11, 'web-shop', [
    { code: 'SOUND_NO_SERVER', params: {} },
    {
      code: 'BRIDGE_NOT_ALLOWED',
      device: 'nic1',
      params: { bridge: 'br0', line: 'allow br0', file: '/etc/qemu/bridge.conf' },
    },
    { code: 'PASST_OLD', device: 'nic0', params: {} },
  ]),
]

/** With two serial ports. */
export function sampleWithPorts(number: number, name: string, state: GuestState): GuestView {
  const guest = sampleGuest(number, name, state)
  const serials = [{ id: 'serial0' }, { id: 'serial1' }]
  const config = guest.config === null ? null : { ...guest.config, serials }
  const runtime =
    guest.runtime === null
      ? null
      : { ...guest.runtime, config: { ...guest.runtime.config, serials } }
  return { ...guest, config, runtime }
}

const groups = [null, 'work', 'lab', 'work', null] as const
const systems = [
  { os: 'linux', osName: 'Debian 13' },
  { os: 'windows', osName: 'Windows 11' },
  { os: 'linux', osName: 'Fedora 43' },
  { os: 'other', osName: null },
] as const
const tagLists = [['web', 'staging'], [], ['ci'], ['db', 'keep', 'long-lived-and-important'], []]
const restStates = ['running', 'stopped', 'saved', 'stopped', 'paused'] as const

/** Machines in groups, with tags, of several systems; one in fifty is pinned. */
export const arrangedGuests = (count: number): readonly GuestView[] =>
  Array.from({ length: count }, (_, index) => {
    const name = index === 4 ? LONG_NAME : `vm-${index + 1}`
    const guest = sampleGuest(index + 1, name, restStates[index % restStates.length] ?? 'stopped')
    if (guest.config === null) return guest
    const config: GuestConfig = {
      ...guest.config,
      ...systems[index % systems.length],
      group: groups[index % groups.length] ?? null,
      tags: tagLists[index % tagLists.length] ?? [],
      pinned: index % 50 === 5,
      notes: index === 2 ? 'Büro, second floor' : '',
    }
    return { ...guest, config }
  })

/** What is under way on the samples of `everyState`. */
export const sampleJobs = (): readonly JobView[] => [sampleJob(10, 'save', 0.42)]

export const sampleLog = `2026-11-23 09:41:07 starting qemu-system-x86_64 -nodefaults -no-user-config
qemu-system-x86_64: warning: host doesn't support requested feature: MSR(48FH).vmx-exit-load-perf-global-ctrl [bit 12]
qemu-system-x86_64: terminating on signal 15 from pid 4200
`
