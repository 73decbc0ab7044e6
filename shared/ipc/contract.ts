import * as z from 'zod/mini'
import { agentViewSchema } from '../domain/agent.ts'
import { deviceIdSchema, lineSchema } from '../domain/config/primitives.ts'
import { configureGuestSchema, configureResultSchema } from '../domain/configure.ts'
import { nicAddressSchema } from '../domain/addresses.ts'
import type { ErrorData } from '../domain/errors.ts'
import { firmwareOfferSchema } from '../domain/firmware.ts'
import { guestViewSchema, hostViewSchema } from '../domain/guest.ts'
import {
  filePathSchema,
  guestIdSchema,
  guestNameSchema,
  newGuestSchema,
  logoutPolicySchema,
} from '../domain/guest-config.ts'
import { jobViewSchema } from '../domain/jobs.ts'
import { leaveResultSchema, manyResultSchema } from '../domain/many.ts'
import { saveBlockerSchema } from '../domain/save-blockers.ts'
import { mountLineSchema } from '../domain/sharing.ts'
import { guestStatisticsSchema, statisticsChangeSchema } from '../domain/statistics.ts'
import { hostUsbDeviceSchema } from '../domain/usb.ts'
import {
  editSnapshotSchema,
  revertResultSchema,
  snapshotIdSchema,
  snapshotTreeSchema,
  snapshotViewSchema,
  takeSnapshotSchema,
} from '../domain/snapshots.ts'
import {
  checkReportSchema,
  cloneGuestSchema,
  convertDiskSchema,
  createDiskSchema,
  exportDiskSchema,
  growDiskSchema,
  imageReportSchema,
  importDiskSchema,
  repairDiskSchema,
  unusedFileSchema,
} from '../domain/storage.ts'
import type { MethodName, TopicName } from './names.ts'

/**
 * The one source of what main and renderer say to each other. Main's handlers, the renderer's
 * client, the preload's allow-list and the fakes in tests derive from it.
 */

const nothing = z.undefined()
const guestRef = z.object({ id: guestIdSchema })
const guestRefs = z.object({ ids: z.array(guestIdSchema).check(z.maxLength(10_000)) })

/** A path inside a guest, in the words of its own operating system. */
const pathInGuestSchema = lineSchema(4095).check(z.minLength(1))

const diskRef = z.object({ id: guestIdSchema, disk: deviceIdSchema })
const snapshotRef = z.object({ id: guestIdSchema, snapshot: snapshotIdSchema })
const ofGuest = guestRef.shape

const method = <I extends z.ZodMiniType, O extends z.ZodMiniType>(input: I, output: O) => ({
  input,
  output,
})

export const methods = {
  'app.info': method(
    nothing,
    z.object({ version: z.string(), electron: z.string(), locale: z.string() }),
  ),
  'guests.create': method(newGuestSchema, guestRef),
  /** `disposable`: what the guest writes is thrown away when it stops. */
  'guests.start': method(
    z.object({ id: guestIdSchema, disposable: z.optional(z.boolean()) }),
    nothing,
  ),
  /** Asks the guest to shut down (ACPI). Answers when QEMU took it, not when the guest is off. */
  'guests.shutdown': method(guestRef, nothing),
  'guests.powerOff': method(guestRef, nothing),
  /** Answers when the guest is on the disk; shown as a job. */
  'guests.save': method(guestRef, nothing),
  'guests.saveBlockers': method(guestRef, z.array(saveBlockerSchema)),
  /** Its memory is lost, as after a power cut. */
  'guests.discardSaved': method(guestRef, nothing),
  /** Each answers when all are done. */
  'guests.startMany': method(guestRefs, z.array(manyResultSchema)),
  'guests.saveMany': method(guestRefs, z.array(manyResultSchema)),
  'guests.shutdownMany': method(guestRefs, z.array(manyResultSchema)),
  /** Starts what is to start when its user logs in; what runs is left out. */
  'guests.autostart': method(nothing, z.array(manyResultSchema)),
  /** Saves, shuts down or leaves what runs, as each one's policy says, or `policy` for all. */
  'guests.leave': method(
    z.object({ policy: z.optional(logoutPolicySchema) }),
    z.array(leaveResultSchema),
  ),
  'guests.reset': method(guestRef, nothing),
  'guests.pause': method(guestRef, nothing),
  'guests.resume': method(guestRef, nothing),
  'guests.rename': method(z.object({ id: guestIdSchema, name: guestNameSchema }), nothing),
  /** Answers when what can be changed while the guest runs is changed. */
  'guests.configure': method(
    z.object({ ...ofGuest, ...configureGuestSchema.shape }),
    configureResultSchema,
  ),
  /** What a deletion would remove and leave; `bytes` is the space taken on disk. */
  'guests.deletionPreview': method(
    guestRef,
    z.object({
      managedDisks: z.array(z.object({ path: z.string(), bytes: z.number() })),
      foreignFiles: z.array(z.string()),
    }),
  ),
  'guests.delete': method(z.object({ id: guestIdSchema, deleteDisks: z.boolean() }), nothing),
  /** Where a guest that runs is reached; empty for one that is off. */
  'guests.addresses': method(guestRef, z.array(nicAddressSchema)),
  /** The last part of QEMU's own log, at most 256 KiB. */
  'guests.log': method(guestRef, z.object({ text: z.string(), truncated: z.boolean() })),
  /** Answers when the clone is there; shown as a job, as all that follow are. */
  'guests.clone': method(z.object({ ...ofGuest, ...cloneGuestSchema.shape }), guestRef),
  /** A template is not started; linked clones are made of it. */
  'guests.setTemplate': method(z.object({ ...ofGuest, template: z.boolean() }), nothing),
  /** What an image is, before it is chosen. */
  'storage.inspect': method(z.object({ path: filePathSchema }), imageReportSchema),
  /** Images in the guests' folders that no guest uses. */
  'storage.unused': method(nothing, z.array(unusedFileSchema)),
  /** Answers with the id of the new disk, which a guest that runs has after its next start. */
  'storage.create': method(
    z.object({ ...ofGuest, ...createDiskSchema.shape }),
    z.object({ id: z.string() }),
  ),
  /** As `storage.create`, of an image that is there already. */
  'storage.import': method(
    z.object({ ...ofGuest, ...importDiskSchema.shape }),
    z.object({ id: z.string() }),
  ),
  'storage.grow': method(z.object({ ...ofGuest, ...growDiskSchema.shape }), nothing),
  /** Answers with the bytes taken on the disk. */
  'storage.compact': method(diskRef, z.object({ beforeBytes: z.number(), afterBytes: z.number() })),
  'storage.convert': method(
    z.object({ ...ofGuest, ...convertDiskSchema.shape }),
    z.object({ path: z.string() }),
  ),
  'storage.export': method(z.object({ ...ofGuest, ...exportDiskSchema.shape }), nothing),
  'storage.check': method(diskRef, checkReportSchema),
  'storage.repair': method(z.object({ ...ofGuest, ...repairDiskSchema.shape }), checkReportSchema),
  /**
   * What changes a guest's snapshots shows as its view's `job`, in every window; the list is asked
   * for again when that has ended.
   */
  'snapshots.list': method(guestRef, snapshotTreeSchema),
  'snapshots.take': method(
    z.object({ ...ofGuest, ...takeSnapshotSchema.shape }),
    snapshotViewSchema,
  ),
  'snapshots.revert': method(snapshotRef, revertResultSchema),
  'snapshots.delete': method(snapshotRef, nothing),
  'snapshots.edit': method(z.object({ ...ofGuest, ...editSnapshotSchema.shape }), nothing),
  'snapshots.newGuest': method(z.object({ ...snapshotRef.shape, name: guestNameSchema }), guestRef),
  /** Its caller is then answered with JOB_CANCELLED. */
  'jobs.cancel': method(z.object({ id: z.uuid() }), nothing),
  /** Takes a job that has ended from the list. */
  'jobs.dismiss': method(z.object({ id: z.uuid() }), nothing),
  /** What the agent in a guest says of it. */
  'agent.info': method(guestRef, agentViewSchema),
  /** Answers when the file is there; shown as a job. */
  'agent.copyIn': method(
    z.object({
      id: guestIdSchema,
      from: filePathSchema,
      to: pathInGuestSchema,
      overwrite: z.boolean(),
    }),
    nothing,
  ),
  'agent.copyOut': method(
    z.object({
      id: guestIdSchema,
      from: pathInGuestSchema,
      to: filePathSchema,
      overwrite: z.boolean(),
    }),
    nothing,
  ),
  /** What to type in a Linux guest for each of its shared folders. */
  'sharing.mountLines': method(guestRef, z.array(mountLineSchema)),
  /** Mounts a folder in a Linux guest through its agent, at /mnt/<tag> unless told otherwise. */
  'sharing.mount': method(
    z.object({
      id: guestIdSchema,
      share: deviceIdSchema,
      mountPoint: z.optional(filePathSchema),
    }),
    z.object({ mountPoint: z.string() }),
  ),
  /** What firmware new machines can have. */
  'host.firmware': method(nothing, firmwareOfferSchema),
  /** What is plugged into this computer and can be lent to guests. */
  'host.usbDevices': method(nothing, z.array(hostUsbDeviceSchema)),
  /** null where the person cancelled. */
  'dialogs.pickFile': method(
    z.object({ kind: z.enum(['cdrom', 'disk', 'kernel', 'initrd', 'folder', 'any']) }),
    z.nullable(filePathSchema),
  ),
  /** A name for a file that does not exist yet; the person was asked where it does. */
  'dialogs.pickNewFile': method(z.object({ name: lineSchema(255) }), z.nullable(filePathSchema)),
  /** A MessagePort for `token` follows through the preload (see ipc/console.ts). */
  'consoles.open': method(
    z.object({
      id: guestIdSchema,
      console: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('vnc') }),
        z.object({ kind: z.literal('serial'), device: deviceIdSchema }),
      ]),
      token: z.uuid(),
    }),
    nothing,
  ),
} as const satisfies Record<MethodName, unknown>

/**
 * Topics: subscribing answers with a snapshot and its sequence number; changes follow with numbers
 * that rise by one. A gap means that something was lost: subscribe again.
 */
export const topics = {
  guests: {
    snapshot: z.array(guestViewSchema),
    change: z.discriminatedUnion('type', [
      z.object({ type: z.literal('put'), guest: guestViewSchema }),
      z.object({ type: z.literal('removed'), id: guestIdSchema }),
    ]),
  },
  host: { snapshot: hostViewSchema, change: hostViewSchema },
  jobs: {
    snapshot: z.array(jobViewSchema),
    change: z.discriminatedUnion('type', [
      z.object({ type: z.literal('put'), job: jobViewSchema }),
      z.object({ type: z.literal('removed'), id: z.uuid() }),
    ]),
  },
  /** Measured while a window has subscribed, and not otherwise. */
  statistics: { snapshot: z.array(guestStatisticsSchema), change: statisticsChangeSchema },
} as const satisfies Record<TopicName, unknown>

export { methodNames, topicNames, type MethodName, type TopicName } from './names.ts'
export type MethodInput<M extends MethodName> = z.infer<(typeof methods)[M]['input']>
export type MethodOutput<M extends MethodName> = z.infer<(typeof methods)[M]['output']>
export type TopicSnapshot<T extends TopicName> = z.infer<(typeof topics)[T]['snapshot']>
export type TopicChange<T extends TopicName> = z.infer<(typeof topics)[T]['change']>

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorData }

export interface TopicEvent<T extends TopicName = TopicName> {
  readonly topic: T
  readonly sequence: number
  readonly change: TopicChange<T>
}
export interface TopicStart<T extends TopicName = TopicName> {
  readonly sequence: number
  readonly snapshot: TopicSnapshot<T>
}
