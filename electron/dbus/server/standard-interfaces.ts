import { readFileSync } from 'node:fs'
import type { Changes } from './changes.ts'
import { introspectionXml } from './introspection.ts'
import { allValues, type ObjectTree, valuesOf } from './object-tree.ts'
import { Refusal } from './refusal.ts'
import { argument, type InterfaceSpec, type MethodSpec, type ServedObject } from './table.ts'
import { Variant } from '../wire/values.ts'

export interface StandardContext {
  readonly tree: ObjectTree
  readonly changes: Changes
  /** Where the ObjectManager is. */
  readonly root: string
}

/** dbus_get_local_machine_id(3) */
const MACHINE_ID_FILES = ['/etc/machine-id', '/var/lib/dbus/machine-id']

function machineId(): string {
  for (const path of MACHINE_ID_FILES) {
    try {
      return readFileSync(path, 'latin1').trim()
    } catch {
      // The next one.
    }
  }
  throw new Error('this computer has no machine id')
}

const noSignals = { properties: [], signals: [] }

const peer: InterfaceSpec = {
  ...{ name: 'org.freedesktop.DBus.Peer', ...noSignals },
  methods: [
    { name: 'Ping', in: [], out: [], handle: () => [] },
    {
      ...{ name: 'GetMachineId', in: [], out: [argument('machine_uuid', 's')] },
      handle: () => [machineId()],
    },
  ],
}

/** D-Bus's own interfaces at a path; `object` is null where there are only objects below. */
export function standardInterfaces(
  context: StandardContext,
  path: string,
  object: ServedObject | null,
): InterfaceSpec[] {
  const own = object === null ? [] : [properties(object)]
  const manager = path === context.root && object !== null ? [objectManager(context)] : []
  const standard = [peer, ...own, ...manager]
  return [...standard, introspectable(context, path, [...standard, ...(object?.interfaces ?? [])])]
}

function introspectable(
  { tree }: StandardContext,
  path: string,
  interfaces: readonly InterfaceSpec[],
): InterfaceSpec {
  const introspect: MethodSpec = {
    ...{ name: 'Introspect', in: [], out: [argument('xml_data', 's')] },
    handle: ({ caller }) => [introspectionXml([...interfaces, self], tree.children(path, caller))],
  }
  const self: InterfaceSpec = {
    ...{ name: 'org.freedesktop.DBus.Introspectable', ...noSignals },
    methods: [introspect],
  }
  return self
}

function properties({ interfaces }: ServedObject): InterfaceSpec {
  const named = (name: unknown): InterfaceSpec => {
    const found = interfaces.find((one) => one.name === name)
    if (found === undefined) {
      throw new Refusal('UnknownInterface', 'The object has no such interface.')
    }
    return found
  }
  const property = (of: unknown, name: unknown) => {
    const candidates = of === '' ? interfaces : [named(of)]
    const found = candidates.flatMap((one) => one.properties).find((one) => one.name === name)
    if (found === undefined) {
      throw new Refusal('UnknownProperty', 'The interface has no such property.')
    }
    return found
  }
  const of = argument('interface_name', 's')
  const name = argument('property_name', 's')
  return {
    name: 'org.freedesktop.DBus.Properties',
    properties: [],
    methods: [
      {
        ...{ name: 'Get', in: [of, name], out: [argument('value', 'v')] },
        handle: ({ args }) => {
          const { type, get } = property(args[0], args[1])
          return [new Variant(type, get())]
        },
      },
      {
        ...{ name: 'GetAll', in: [of], out: [argument('properties', 'a{sv}')] },
        handle: ({ args: [wanted] }) => [
          wanted === ''
            ? new Map(interfaces.flatMap((one) => [...valuesOf(one)]))
            : valuesOf(named(wanted)),
        ],
      },
      {
        ...{ name: 'Set', in: [of, name, argument('value', 'v')], out: [] },
        handle: ({ args }) => {
          property(args[0], args[1])
          throw new Refusal('PropertyReadOnly', 'Properties are changed by methods here.')
        },
      },
    ],
    signals: [
      {
        name: 'PropertiesChanged',
        args: [
          of,
          argument('changed_properties', 'a{sv}'),
          argument('invalidated_properties', 'as'),
        ],
      },
    ],
  }
}

/** Who asks for the list is told of its changes from then on. */
function objectManager({ tree, changes, root }: StandardContext): InterfaceSpec {
  return {
    name: 'org.freedesktop.DBus.ObjectManager',
    properties: [],
    methods: [
      {
        name: 'GetManagedObjects',
        in: [],
        out: [argument('object_paths_interfaces_and_properties', 'a{oa{sa{sv}}}')],
        handle: ({ caller }) => {
          const objects = tree.below(root, caller)
          changes.subscribe(caller, [root, ...objects.map(({ path }) => path)])
          return [new Map(objects.map((object) => [object.path, allValues(object)]))]
        },
      },
    ],
    signals: [
      {
        name: 'InterfacesAdded',
        args: [argument('object_path', 'o'), argument('interfaces_and_properties', 'a{sa{sv}}')],
      },
      {
        name: 'InterfacesRemoved',
        args: [argument('object_path', 'o'), argument('interfaces', 'as')],
      },
    ],
  }
}
