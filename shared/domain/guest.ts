import * as z from 'zod/mini'
import { errorCatalogue, type ErrorCode } from './errors.ts'
import { guestConfigSchema, guestIdSchema } from './guest-config.ts'
import { noticeSchema } from './notices.ts'

export const guestStates = [
  'stopped',
  'starting',
  'running',
  'paused',
  'saving',
  'saved',
  'stopping',
  'crashed',
  'broken',
] as const
export const guestStateSchema = z.enum(guestStates)
export type GuestState = z.infer<typeof guestStateSchema>

export const errorDataSchema = z.object({
  code: z.enum(Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  next: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  cause: z.optional(z.string()),
})

export const acceleratorSchema = z.enum(['kvm', 'tcg'])
export type Accelerator = z.infer<typeof acceleratorSchema>

/** Why a guest runs on the accelerator it runs on; the window has a sentence for each. */
export const acceleratorReasonSchema = z.enum([
  'kvm-proved', // the self-test ran under KVM and was faster than under TCG
  'kvm-missing', // no /dev/kvm
  'kvm-no-permission', // /dev/kvm is there and the user may not open it
  'kvm-failed', // QEMU ended or the self-test did not finish under KVM
  'kvm-slow', // the self-test was slower under KVM than under TCG
  'asked-for', // the guest's own setting
  'unknown', // found running, without a record of how it was started
])
export type AcceleratorReason = z.infer<typeof acceleratorReasonSchema>

/** The self-test's verdict about this host. Times are of the same loop, in ms. */
export const accelerationSchema = z.object({
  accelerator: acceleratorSchema,
  reason: acceleratorReasonSchema,
  kvmMs: z.nullable(z.number()),
  tcgMs: z.nullable(z.number()),
  /** Value for QEMU's -cpu under KVM, e.g. "host" or "host,-arch-capabilities". */
  kvmCpu: z.string(),
  /** What failed, in QEMU's words. */
  detail: z.optional(z.string()),
  /** With `kvm-failed`: how. */
  failure: z.optional(
    z.enum([
      'not-opened', // the device is there and could not be opened
      'not-tested', // the self-test could not be run, so nothing is known of KVM
      'died', // QEMU ended
      'unfinished', // the self-test had not ended in time
    ]),
  ),
})
export type Acceleration = z.infer<typeof accelerationSchema>

export const guestActions = [
  'start',
  'shutdown',
  'power-off',
  'reset',
  'pause',
  'resume',
  'save',
  'discard-saved',
  'configure',
  'snapshot',
  'revert',
  'storage',
  'clone',
  'rename',
  'delete',
] as const
export const guestActionSchema = z.enum(guestActions)
export type GuestAction = z.infer<typeof guestActionSchema>

/** Where a guest's sound goes. */
export const soundViewSchema = z.object({
  backend: z.enum(['pulseaudio', 'pipewire', 'none']),
  /** The sound server's socket; none for `none`. */
  socket: z.optional(z.string()),
})
export type SoundView = z.infer<typeof soundViewSchema>

/** How a NIC is connected while the guest runs. */
export const connectionViewSchema = z.object({
  /** daemon-tap: on a bridge, by a TAP device that the system daemon made for this run. */
  backend: z.enum(['passt', 'slirp', 'private', 'bridge', 'tap', 'daemon-tap', 'none']),
  /** Whether the guest reaches what listens on this computer's own 127.0.0.1. */
  hostAccess: z.boolean(),
  /** Whether it reaches anything outside its own link. */
  outside: z.boolean(),
  /** Of `daemon-tap`. */
  tap: z.optional(z.object({ device: z.string(), bridge: z.string() })),
})
export type ConnectionView = z.infer<typeof connectionViewSchema>

/** s that QEMU has to follow each step of a power-off, before the next, harder one. */
export const POWER_OFF_SECONDS = { quit: 3, terminate: 3, kill: 5 } as const
export type PowerOffStep = keyof typeof POWER_OFF_SECONDS

const powerOffJobs: Readonly<Record<string, PowerOffStep>> = {
  'power-off': 'quit',
  'power-off:terminate': 'terminate',
  'power-off:kill': 'kill',
}

/** Which step of a power-off a view's `job` is; undefined where it is something else. */
export const powerOffStep = (job: string | null): PowerOffStep | undefined =>
  job === null ? undefined : powerOffJobs[job]

/** A guest as a client sees it. The renderer mirrors this and derives nothing that it can tell. */
export const guestViewSchema = z.object({
  id: guestIdSchema,
  name: z.string(),
  state: guestStateSchema,
  /** When the state was entered, ms since the epoch. */
  since: z.number(),
  /** What the engine would accept now. */
  actions: z.array(guestActionSchema),
  /** null where the guest's file cannot be used. */
  config: z.nullable(guestConfigSchema),
  /** Set while a process exists: how it runs. `run` differs between two starts of one guest. */
  runtime: z.nullable(
    z.object({
      run: z.string(),
      pid: z.int(),
      uid: z.int(),
      user: z.string(),
      startedAt: z.number(),
      accelerator: acceleratorSchema,
      acceleratorReason: acceleratorReasonSchema,
      /** What it has now; where `config` differs, that holds after the next start. */
      config: guestConfigSchema,
      sound: z.nullable(soundViewSchema),
      connections: z.record(z.string(), connectionViewSchema),
      notices: z.array(noticeSchema),
      disposable: z.boolean(),
      /** The systemd scope that it lives in, null where no user manager runs. */
      scope: z.nullable(z.string()),
    }),
  ),
  /**
   * The operation that is under way, in the words of `guestActions` or a job's kind; where QEMU does
   * not follow its own command to end, "power-off:terminate" and then "power-off:kill".
   */
  job: z.nullable(z.string()),
  /** The last failure: why it is crashed or broken, or what the last operation met. */
  error: z.nullable(errorDataSchema),
})
export type GuestView = z.infer<typeof guestViewSchema>
export type GuestRuntime = NonNullable<GuestView['runtime']>

/** Facts about this computer that the window needs for its defaults and sentences. */
export const hostViewSchema = z.object({
  uid: z.int(),
  user: z.string(),
  cpus: z.int(),
  memoryMiB: z.int(),
  /** null while it has not been asked yet or where there is none; then see qemuError. */
  qemu: z.nullable(z.object({ path: z.string(), version: z.string() })),
  qemuError: z.nullable(errorDataSchema),
  /** null while the self-test has not ended. */
  acceleration: z.nullable(accelerationSchema),
  /** Where new disks are made, and the space free there in bytes. */
  storage: z.object({ path: z.string(), freeBytes: z.number() }),
})
export type HostView = z.infer<typeof hostViewSchema>
