import {
  type DaemonFeature,
  daemonFeatures,
  DAEMON_PATH,
} from '../../../../shared/domain/daemon.ts'
import { filePathSchema } from '../../../../shared/domain/guest-config.ts'
import type { ManyResult } from '../../../../shared/domain/many.ts'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import { guestsMethods } from '../../../../shared/ipc/methods/guests.ts'
import { provisionMethods } from '../../../../shared/ipc/methods/provision.ts'
import type {
  InterfaceSpec,
  MethodCall,
  MethodSpec,
  ObjectServer,
  ServedObject,
  SignalSpec,
} from '../../../dbus/index.ts'
import { argument } from '../../../dbus/index.ts'
import { actions } from '../access/actions.ts'
import { onBehalfOf } from '../access/caller-context.ts'
import { madeGuest } from './change-operations.ts'
import type { ServiceContext } from './context.ts'
import { argumentsOf, json, JSON_IN, JSON_OUT } from './guest-operation.ts'
import { parseJson, parseWith } from './json-input.ts'
import { guestIdOf } from './paths.ts'
import type { StatisticsWatch } from './statistics-watch.ts'

export const MANAGER_INTERFACE = 'org.guesthouse.Manager1'
/** Rises when a method or property goes or changes its meaning; what is added changes nothing. */
const API_VERSION = 1
/** Guests of one call. */
const MANY_MAX = 1000

export const statisticsChanged: SignalSpec = {
  name: 'StatisticsChanged',
  args: [argument('change', 's')],
}

/** What the manager tells of itself. */
export interface ManagerFacts {
  readonly version: string
  readonly account: string
  /** As which guests' QEMU runs. */
  readonly qemuAccount: string
  /** The capabilities that the daemon holds, as "CAP_SETUID". */
  readonly capabilities: readonly string[]
}

interface ManagerOptions {
  readonly context: ServiceContext
  readonly facts: ManagerFacts
  readonly server: Pick<ObjectServer, 'subscribe' | 'unsubscribe'>
  readonly statistics: StatisticsWatch
  /** Methods of other parts, such as those for TAP devices. */
  readonly extensions: readonly MethodSpec[]
}

type Types = Readonly<Record<string, string>>

const method = (
  name: string,
  takes: Types,
  gives: Types,
  run: (call: MethodCall) => Promise<readonly unknown[] | void> | readonly unknown[] | void,
): MethodSpec => ({
  ...{ name, in: argumentsOf(takes), out: argumentsOf(gives) },
  handle: async (call) => (await onBehalfOf(call.caller, () => run(call))) ?? [],
})

/** The daemon itself on the bus. */
export function managerObject(options: ManagerOptions): ServedObject {
  const { context, facts, extensions } = options
  const { engine, gate } = context
  const features = (): Map<DaemonFeature, boolean> =>
    new Map(daemonFeatures.map((feature) => [feature, gate.allows(feature)]))
  const manager: InterfaceSpec = {
    name: MANAGER_INTERFACE,
    properties: [
      { name: 'Version', type: 's', get: () => facts.version, constant: true },
      { name: 'ApiVersion', type: 'u', get: () => API_VERSION, constant: true },
      // HostView in shared/domain/guest.ts, as JSON.
      { name: 'Host', type: 's', get: () => JSON.stringify(engine.host()) },
      // What is switched on and can be done.
      { name: 'Features', type: 'a{sb}', get: features, constant: true },
      { name: 'Capabilities', type: 'as', get: () => facts.capabilities, constant: true },
      { name: 'Account', type: 's', get: () => facts.account, constant: true },
      { name: 'QemuAccount', type: 's', get: () => facts.qemuAccount, constant: true },
    ],
    methods: [
      ...makingMethods(context),
      ...manyMethods(context),
      ...hostMethods(context),
      ...tellingMethods(options),
      ...extensions,
    ],
    signals: [statisticsChanged],
  }
  return { path: DAEMON_PATH, interfaces: [manager], visibleTo: () => true }
}

/** Making guests, of files that are there or are sent. */
const makingMethods = (context: ServiceContext): MethodSpec[] => {
  const { engine, access, policy, uploads, gate } = context
  return [
    method('Create', JSON_IN, { guest: 'o' }, async (call) => {
      await access.require(call, actions.create, 'Create')
      const input = parseJson(guestsMethods['guests.create'].input, call.args[0])
      return madeGuest(context, await engine.create(await policy.files(call, input)))
    }),
    method('Provision', JSON_IN, { guest: 'o' }, async (call) => {
      await access.require(call, actions.create, 'Provision')
      const input = parseJson(provisionMethods['provision.create'].input, call.args[0])
      const allowed = await policy.files(call, input)
      if (allowed.kind !== 'disk') await policy.described(call, allowed.path, 'Provision')
      return madeGuest(context, await engine.provision(allowed))
    }),
    method('InspectSource', { path: 's' }, JSON_OUT, async (call) => {
      await access.require(call, actions.create, 'InspectSource')
      const path = parseWith(filePathSchema, call.args[0])
      return json(await engine.inspectSource((await policy.files(call, { path })).path))
    }),
    method('InspectImage', { path: 's' }, JSON_OUT, async (call) => {
      await access.require(call, actions.create, 'InspectImage')
      const path = parseWith(filePathSchema, call.args[0])
      return json(await engine.storage.inspect((await policy.files(call, { path })).path))
    }),
    // A socket for one connection of the caller's account, within 30 s, that takes `size` bytes; the
    // object stands for the file where a path is asked for.
    method('OpenUpload', { name: 's', size: 't' }, { socket: 's', upload: 'o' }, async (call) => {
      gate.require('import-files')
      await access.require(call, actions.create, 'OpenUpload')
      const [name, size] = call.args as [string, bigint]
      const { socket, upload } = await uploads.receive(call.caller, name, size)
      return [socket, upload.objectPath]
    }),
  ]
}

/** Each answers when all are done, with an array of ManyResult (shared/domain/many.ts). */
const manyMethods = (context: ServiceContext): MethodSpec[] => {
  const { engine, access } = context
  const many = (
    name: string,
    run: (ids: readonly string[]) => Promise<readonly ManyResult[]>,
  ): MethodSpec =>
    method(name, { guests: 'ao' }, JSON_OUT, async (call) => {
      const paths = call.args[0] as readonly string[]
      if (paths.length > MANY_MAX) {
        throw new GuesthouseError('ARGUMENTS_INVALID', { reason: 'too many machines' })
      }
      const ids = [...new Set(paths.map(guestIdOf))]
      for (const id of ids) {
        if (!access.sees(call.caller, id)) throw new GuesthouseError('GUEST_NOT_FOUND')
        context.view(id)
        await access.requireGuest(call, id, 'use', name)
      }
      return json(await run(ids))
    })
  return [
    many('StartMany', engine.startMany.bind(engine)),
    many('SaveMany', engine.saveMany.bind(engine)),
    many('ShutdownMany', engine.shutdownMany.bind(engine)),
  ]
}

/** What this computer has for guests. */
const hostMethods = ({ engine, access }: ServiceContext): MethodSpec[] => [
  method('Firmware', {}, JSON_OUT, async () => json(await engine.firmware())),
  method('Hardware', {}, JSON_OUT, async () => json(await engine.hardware())),
  method('UsbDevices', {}, JSON_OUT, async () => json(await engine.usbDevices())),
  method('UnusedFiles', {}, JSON_OUT, async (call) => {
    await access.require(call, actions.manageAll, 'UnusedFiles')
    return json(await engine.storage.unused())
  }),
]

/**
 * Who is told of changes: those who called Subscribe, or GetManagedObjects, each of the objects that
 * they may see.
 */
const tellingMethods = ({ server, statistics }: ManagerOptions): MethodSpec[] => [
  method('Subscribe', {}, {}, ({ caller }) => server.subscribe(caller)),
  method('Unsubscribe', {}, {}, ({ caller }) => {
    statistics.stop(caller.uniqueName)
    server.unsubscribe(caller.uniqueName)
  }),
  // Guests are measured only while somebody watches.
  method('WatchStatistics', { on: 'b' }, {}, ({ caller, args }) => {
    if (args[0] !== true) return statistics.stop(caller.uniqueName)
    server.subscribe(caller)
    statistics.start(caller.uniqueName)
  }),
]
