import * as z from 'zod/mini'
import { descriptionShape } from './config/description.ts'
import { impossibleCombinations } from './config/combinations.ts'
import {
  commandLineSchema,
  firmwareSchema,
  kernelSchema,
  limitsSchema,
  serialSchema,
  shareSchema,
  soundSchema,
  usbDeviceSchema,
  videoSchema,
  watchdogSchema,
} from './config/devices.ts'
import { nicSchema } from './config/network.ts'
import {
  cpuCountSchema,
  diskBytesSchema,
  filePathSchema,
  guestIdSchema,
  guestNameSchema,
  lineSchema,
  memoryMiBSchema,
} from './config/primitives.ts'
import { cpuSchema } from './config/processor.ts'
import { refusals } from './config/refusals.ts'
import { cdromSchema, diskSchema } from './config/storage.ts'

/** Version of the guest.json format that this build writes. */
export const GUEST_SCHEMA_VERSION = 2

/** The parts of a guest that have ids. */
export const deviceLists = ['disks', 'cdroms', 'nics', 'serials', 'usbDevices', 'shares'] as const

const uniqueIds = (config: { [key: string]: unknown }): boolean => {
  const ids = deviceLists.flatMap((key) =>
    (config[key] as { id: string }[]).map((device) => device.id),
  )
  return new Set(ids).size === ids.length
}

const uniqueTags = ({ shares }: { shares: readonly { tag: string }[] }): boolean =>
  new Set(shares.map(({ tag }) => tag)).size === shares.length

type Topology = { sockets: number; cores: number; threads: number }
const topologyFits = (config: {
  cpus: number
  cpu: { topology?: Topology | undefined }
}): boolean => {
  const { topology } = config.cpu
  return (
    topology === undefined || topology.sockets * topology.cores * topology.threads === config.cpus
  )
}

/** What happens to a guest when its user logs out or the computer is switched off. */
export const logoutPolicySchema = z.enum(['save', 'shutdown', 'leave'])
/** Which way copied text may go. */
export const clipboardPolicySchema = z.enum(['off', 'to-guest', 'from-guest', 'both'])

/**
 * What a guest is: the content of guest.json. Objects are loose, so that a field that this build
 * does not know survives being read and written again.
 */
export const guestConfigSchema = z
  .looseObject({
    schema: z.literal(GUEST_SCHEMA_VERSION),
    id: guestIdSchema,
    name: guestNameSchema,
    /** What it is installed with decides the clock, the enlightenments and the defaults. */
    os: z._default(z.enum(['linux', 'windows', 'other']), 'linux'),
    machine: z._default(z.enum(['q35', 'i440fx']), 'q35'),
    firmware: z._default(firmwareSchema, { kind: 'bios' }),
    tpm: z._default(z.boolean(), false),
    memoryMiB: memoryMiBSchema,
    balloon: z._default(z.boolean(), true),
    cpus: cpuCountSchema,
    cpu: z._default(cpuSchema, { model: 'auto' }),
    accelerator: z.enum(['auto', 'kvm', 'tcg']),
    kernelBoot: z.optional(kernelSchema),
    disks: z.array(diskSchema).check(z.maxLength(16)),
    cdroms: z.array(cdromSchema).check(z.maxLength(4)),
    nics: z.array(nicSchema).check(z.maxLength(8)),
    serials: z.array(serialSchema).check(z.maxLength(4)),
    usbDevices: z._default(z.array(usbDeviceSchema).check(z.maxLength(8)), []),
    shares: z._default(z.array(shareSchema).check(z.maxLength(8)), []),
    display: z.enum(['vnc', 'none']),
    video: z._default(videoSchema, 'auto'),
    sound: z._default(z.nullable(soundSchema), null),
    pcSpeaker: z._default(z.boolean(), false),
    rng: z._default(z.boolean(), true),
    watchdog: z._default(z.nullable(watchdogSchema), null),
    pvpanic: z._default(z.boolean(), false),
    /** The guest's address in its socket family (vsock(7)); 0, 1 and 2 have other meanings. */
    vsock: z._default(
      z.nullable(z.looseObject({ cid: z.int().check(z.gte(3), z.lte(0xffff_fffe)) })),
      null,
    ),
    /** A channel for the QEMU guest agent. */
    agent: z._default(z.boolean(), true),
    clipboard: z._default(clipboardPolicySchema, 'off'),
    autostart: z._default(z.boolean(), false),
    atLogout: z._default(logoutPolicySchema, 'save'),
    restartAfterCrash: z._default(z.boolean(), false),
    /** A template is not started; others are cloned from it. */
    template: z._default(z.boolean(), false),
    limits: z.optional(limitsSchema),
    /** Given to QEMU as they are, after everything else; nobody vouches for them. */
    extraArguments: z._default(z.array(lineSchema(4096)).check(z.maxLength(64)), []),
    group: z._default(descriptionShape.group, null),
    tags: z._default(descriptionShape.tags, []),
    notes: z._default(descriptionShape.notes, ''),
    pinned: z._default(descriptionShape.pinned, false),
    osName: z._default(descriptionShape.osName, null),
    /** ms since the epoch */
    createdAt: z.int(),
  })
  .check(
    z.refine(uniqueIds, 'device-ids-not-unique'),
    z.refine(uniqueTags, 'share-tags-not-unique'),
    z.refine(topologyFits, 'topology-not-cpus'),
    ...refusals(impossibleCombinations),
  )

export type GuestConfig = z.infer<typeof guestConfigSchema>
export type LogoutPolicy = z.infer<typeof logoutPolicySchema>

/** What "New machine" sends. Ids, MAC addresses and places of files are the engine's business. */
export const newGuestSchema = z.object({
  name: guestNameSchema,
  memoryMiB: memoryMiBSchema,
  cpus: cpuCountSchema,
  disk: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('new'), sizeBytes: diskBytesSchema }),
    z.object({
      kind: z.literal('existing'),
      path: filePathSchema,
      /** The files below it, as shown to the user, who agreed. */
      acceptBacking: z.optional(z.array(filePathSchema).check(z.maxLength(32))),
    }),
  ]),
  cdrom: z.optional(filePathSchema),
  kernelBoot: z.optional(
    z.object({
      kernel: filePathSchema,
      initrd: z.optional(filePathSchema),
      commandLine: commandLineSchema,
    }),
  ),
  os: z.optional(z.enum(['linux', 'windows', 'other'])),
  firmware: z.optional(firmwareSchema),
  tpm: z.optional(z.boolean()),
  osName: z.optional(descriptionShape.osName),
})
export type NewGuest = z.infer<typeof newGuestSchema>

export {
  CPU_COUNT,
  DISK_BYTES,
  filePathSchema,
  GUEST_NAME_MAX,
  guestIdSchema,
  guestNameSchema,
  MEMORY_MIB,
} from './config/primitives.ts'
export type { CdromConfig, DiskConfig, DiskFormat } from './config/storage.ts'
export type { NicConfig, PortForward } from './config/network.ts'
export type { KernelBoot, SerialConfig } from './config/devices.ts'
