import type * as z from 'zod/mini'
import { agentMethods } from '../../../../shared/ipc/methods/agent.ts'
import { guestsMethods } from '../../../../shared/ipc/methods/guests.ts'
import { sharingMethods } from '../../../../shared/ipc/methods/sharing.ts'
import { snapshotsMethods } from '../../../../shared/ipc/methods/snapshots.ts'
import { storageMethods } from '../../../../shared/ipc/methods/storage.ts'
import type { MethodCall } from '../../../dbus/index.ts'
import type { Needs } from '../access/access.ts'
import { actions } from '../access/actions.ts'
import type { ServiceContext } from './context.ts'
import { type GuestOperation, json, JSON_IN, JSON_OUT } from './guest-operation.ts'
import { parseJson, parseWith } from './json-input.ts'
import { guestPath } from './paths.ts'

interface Taking<S extends z.ZodMiniType> {
  readonly name: string
  readonly needs: Needs
  /** Of the window's method, the guest's id among it. */
  readonly method: { readonly input: S }
  readonly gives?: Readonly<Record<string, string>>
  readonly run: (
    context: ServiceContext,
    id: string,
    /** Without the id, which is checked and known. */
    input: Omit<z.infer<S>, 'id'>,
    call: MethodCall,
  ) => Promise<readonly unknown[] | void>
}

function withoutId<T>(input: T): Omit<T, 'id'> {
  const copy = { ...input }
  Reflect.deleteProperty(Object(copy) as object, 'id')
  return copy
}

/** An operation that takes what the window's method takes, as JSON and without the guest's id. */
const taking = <S extends z.ZodMiniType>(operation: Taking<S>): GuestOperation => {
  const { name, needs, method, gives, run } = operation
  return {
    ...{ name, needs, takes: JSON_IN, ...(gives === undefined ? {} : { gives }) },
    run: (context, id, call) =>
      run(context, id, withoutId(parseJson(method.input, call.args[0], { id })), call),
  }
}

/** One of a single argument that is a word. */
const ofWord = <S extends z.ZodMiniType>(
  operation: Taking<S> & { readonly word: string },
): GuestOperation => {
  const { name, needs, method, gives, run, word } = operation
  return {
    ...{ name, needs, takes: { [word]: 's' }, ...(gives === undefined ? {} : { gives }) },
    run: (context, id, call) =>
      run(context, id, withoutId(parseWith(method.input, { id, [word]: call.args[0] })), call),
  }
}

const GUEST_OUT = { guest: 'o' }
const DISK_OUT = { disk: 's' }

/** The new guest's object, when its owner is on the disk. */
export async function madeGuest(
  { access }: ServiceContext,
  { id }: { readonly id: string },
): Promise<readonly unknown[]> {
  await access.store.settled(id)
  return [guestPath(id)]
}

const hardwareOperations: readonly GuestOperation[] = [
  taking({
    ...{ name: 'Describe', needs: 'own', method: guestsMethods['guests.describe'] },
    run: ({ engine }, id, description) => engine.describe(id, description),
  }),
  taking({
    ...{ name: 'Configure', needs: 'own', method: guestsMethods['guests.configure'] },
    gives: JSON_OUT,
    run: async ({ engine, policy, view }, id, input, call) => {
      const allowed = await policy.files(call, input, { guest: id })
      await policy.hardware(call, allowed.config, view(id).config, 'Configure')
      return json(await engine.configure(id, allowed))
    },
  }),
  taking({
    ...{ name: 'CommandLine', needs: 'view', method: guestsMethods['guests.commandLine'] },
    gives: JSON_OUT,
    run: async ({ engine, policy }, id, { config }, call) => {
      if (config === undefined) return json(await engine.commandLine(id))
      return json(await engine.commandLine(id, await policy.files(call, config, { guest: id })))
    },
  }),
  {
    ...{ name: 'MountLines', needs: 'view', gives: JSON_OUT },
    run: async ({ engine }, id) => json(await engine.inside.mountLines(id)),
  },
  taking({
    ...{ name: 'Mount', needs: 'own', method: sharingMethods['sharing.mount'], gives: JSON_OUT },
    run: async ({ engine }, id, request) => json(await engine.inside.mount(id, request)),
  }),
  taking({
    ...{ name: 'CopyIn', needs: 'own', method: agentMethods['agent.copyIn'] },
    run: async ({ engine, policy }, id, copy, call) =>
      engine.inside.copyIn(id, await policy.files(call, copy, { guest: id, reads: ['from'] })),
  }),
  taking({
    ...{ name: 'CopyOut', needs: 'own', method: agentMethods['agent.copyOut'] },
    run: async ({ engine, policy, access }, id, copy, call) => {
      // What is there may be of use to others: all owners of guests may name files in its folder.
      if (copy.overwrite) await access.require(call, actions.manageAll, 'CopyOut')
      return engine.inside.copyOut(id, await policy.files(call, copy, { writes: ['to'] }))
    },
  }),
]

const snapshotOperations: readonly GuestOperation[] = [
  {
    ...{ name: 'ListSnapshots', needs: 'view', gives: JSON_OUT },
    run: async ({ engine }, id) => json(await engine.snapshots.list(id)),
  },
  {
    ...{ name: 'SnapshotSizes', needs: 'view', gives: JSON_OUT },
    run: async ({ engine }, id) => json(await engine.snapshots.sizes(id)),
  },
  taking({
    ...{ name: 'TakeSnapshot', needs: 'own', method: snapshotsMethods['snapshots.take'] },
    gives: JSON_OUT,
    run: async ({ engine }, id, input) => json(await engine.snapshots.take(id, input)),
  }),
  ofWord({
    ...{ name: 'RevertSnapshot', needs: 'own', method: snapshotsMethods['snapshots.revert'] },
    ...{ word: 'snapshot', gives: JSON_OUT },
    run: async ({ engine }, id, { snapshot }) => json(await engine.snapshots.revert(id, snapshot)),
  }),
  ofWord({
    ...{ name: 'DeleteSnapshot', needs: 'own', method: snapshotsMethods['snapshots.delete'] },
    word: 'snapshot',
    run: ({ engine }, id, { snapshot }) => engine.snapshots.delete(id, snapshot),
  }),
  taking({
    ...{ name: 'EditSnapshot', needs: 'own', method: snapshotsMethods['snapshots.edit'] },
    run: ({ engine }, id, input) => engine.snapshots.edit(id, input),
  }),
  ofWord({
    ...{ name: 'SnapshotPicture', needs: 'view', method: snapshotsMethods['snapshots.revert'] },
    ...{ word: 'snapshot', gives: { png: 'ay' } },
    run: async ({ engine }, id, { snapshot }) => [
      (await engine.pictures.snapshot(id, snapshot)) ?? new Uint8Array(),
    ],
  }),
  taking({
    ...{ name: 'CloneSnapshot', needs: 'own', method: snapshotsMethods['snapshots.newGuest'] },
    gives: GUEST_OUT,
    run: async (context, id, input, call) => {
      await context.access.require(call, actions.create, 'CloneSnapshot')
      return madeGuest(context, await context.engine.snapshots.newGuest(id, input))
    },
  }),
]

const storageOperations: readonly GuestOperation[] = [
  taking({
    ...{ name: 'Clone', needs: 'own', method: storageMethods['guests.clone'], gives: GUEST_OUT },
    run: async (context, id, input, call) => {
      await context.access.require(call, actions.create, 'Clone')
      return madeGuest(context, await context.engine.storage.clone(id, input))
    },
  }),
  taking({
    ...{ name: 'CreateDisk', needs: 'own', method: storageMethods['storage.create'] },
    gives: DISK_OUT,
    run: async ({ engine }, id, input) => [(await engine.storage.create(id, input)).id],
  }),
  taking({
    ...{ name: 'ImportDisk', needs: 'own', method: storageMethods['storage.import'] },
    gives: DISK_OUT,
    run: async ({ engine, policy, access, uploads }, id, input, call) => {
      const allowed = await policy.files(call, input, { guest: id })
      // What others may be about to use as well is not one owner's to take away.
      if (input.how === 'move' && uploads.fileOf(input.path, call.caller) === null) {
        await access.require(call, actions.manageAll, 'ImportDisk')
      }
      return [(await engine.storage.import(id, allowed)).id]
    },
  }),
  taking({
    ...{ name: 'GrowDisk', needs: 'own', method: storageMethods['storage.grow'] },
    run: ({ engine }, id, input) => engine.storage.grow(id, input),
  }),
  ofWord({
    ...{ name: 'CompactDisk', needs: 'own', method: storageMethods['storage.compact'] },
    ...{ word: 'disk', gives: { before_bytes: 't', after_bytes: 't' } },
    run: async ({ engine }, id, { disk }) => {
      const { beforeBytes, afterBytes } = await engine.storage.compact(id, disk)
      return [BigInt(beforeBytes), BigInt(afterBytes)]
    },
  }),
  taking({
    ...{ name: 'ConvertDisk', needs: 'own', method: storageMethods['storage.convert'] },
    gives: { path: 's' },
    run: async ({ engine }, id, input) => [(await engine.storage.convert(id, input)).path],
  }),
  taking({
    ...{ name: 'ExportDisk', needs: 'own', method: storageMethods['storage.export'] },
    run: async ({ engine, policy }, id, input, call) =>
      engine.storage.export(id, await policy.files(call, input, { writes: ['path'] })),
  }),
  ofWord({
    ...{ name: 'CheckDisk', needs: 'own', method: storageMethods['storage.check'] },
    ...{ word: 'disk', gives: JSON_OUT },
    run: async ({ engine }, id, { disk }) => json(await engine.storage.check(id, disk)),
  }),
  taking({
    ...{ name: 'RepairDisk', needs: 'own', method: storageMethods['storage.repair'] },
    gives: JSON_OUT,
    run: async ({ engine }, id, input) => json(await engine.storage.repair(id, input)),
  }),
]

/** Changing a guest, its disks and its snapshots. */
export const changeOperations: readonly GuestOperation[] = [
  ...hardwareOperations,
  ...snapshotOperations,
  ...storageOperations,
]
