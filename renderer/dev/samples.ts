import { type ErrorCode, type ErrorParams, GuesthouseError } from '../../shared/domain/errors.ts'
import type { GuestAction, GuestState, GuestView, HostView } from '../../shared/domain/guest.ts'
import {
  GUEST_SCHEMA_VERSION,
  type GuestConfig,
  guestConfigSchema,
} from '../../shared/domain/guest-config.ts'

const GIB = 1024 ** 3
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

/** As the engine would allow them. */
const actions: Record<GuestState, readonly GuestAction[]> = {
  stopped: ['start', 'rename', 'delete'],
  starting: ['power-off'],
  running: ['shutdown', 'power-off', 'reset', 'pause', 'rename'],
  paused: ['resume', 'power-off', 'reset', 'rename'],
  saving: [],
  saved: ['start', 'rename', 'delete'],
  stopping: ['power-off'],
  crashed: ['start', 'rename', 'delete'],
  broken: ['delete'],
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

const LONG_NAME =
  'quarterly-numbers-regression-runner-for-the-release-branch-with-a-name-that-never-ends-🏠'

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
]

export const sampleLog = `2026-11-23 09:41:07 starting qemu-system-x86_64 -nodefaults -no-user-config
qemu-system-x86_64: warning: host doesn't support requested feature: MSR(48FH).vmx-exit-load-perf-global-ctrl [bit 12]
qemu-system-x86_64: terminating on signal 15 from pid 4200
`
