import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { DeviceParts, QemuObject } from '../command-line/index.ts'
import type { QmpClient } from '../qmp/index.ts'
import type { Operation } from './operation.ts'
import { unplug } from './unplug.ts'

/** What plugging needs of an operation; what is undone later is no longer cancelled. */
export type Plugging = Pick<Operation, 'qmp' | 'undo' | 'options'> & {
  readonly signal?: AbortSignal | undefined
  /** Whether the guest has a say in the device's going: PCI devices. */
  readonly asksGuest: boolean
}

/**
 * Puts a device and all that it stands on into the guest. What was done before a failure can be
 * undone. Rejects with QEMU_REFUSED or QEMU_NO_ANSWER.
 */
export async function plugIn(plugging: Plugging, parts: DeviceParts): Promise<void> {
  const { qmp, undo } = plugging
  for (const object of parts.objects) {
    await qmp.execute('object-add', object)
    undo.push(`object ${idOf(object)}`, () => qmp.execute('object-del', { id: idOf(object) }))
  }
  await addNodes(plugging, parts.blockdevs)
  for (const netdev of parts.netdevs) {
    await qmp.execute('netdev_add', netdev)
    undo.push(`netdev ${idOf(netdev)}`, () => qmp.execute('netdev_del', { id: idOf(netdev) }))
  }
  for (const device of parts.devices) {
    await addDevice(qmp, device)
    undo.push(`device ${idOf(device)}`, () =>
      removeDevice({ ...plugging, signal: undefined }, device),
    )
  }
}

/**
 * Takes a device and all that it stands on out of the guest. What was done before a failure can be
 * undone. Rejects with what unplug rejects with.
 */
export async function plugOut(plugging: Plugging, parts: DeviceParts): Promise<void> {
  const { qmp, undo } = plugging
  for (const device of reversed(parts.devices)) {
    await removeDevice(plugging, device)
    undo.push(`device ${idOf(device)}`, () => addDevice(qmp, device))
  }
  for (const netdev of reversed(parts.netdevs)) {
    await qmp.execute('netdev_del', { id: idOf(netdev) })
    undo.push(`netdev ${idOf(netdev)}`, () => qmp.execute('netdev_add', netdev))
  }
  await removeNodes(plugging, parts.blockdevs)
  for (const object of reversed(parts.objects)) {
    await qmp.execute('object-del', { id: idOf(object) })
    undo.push(`object ${idOf(object)}`, () => qmp.execute('object-add', object))
  }
}

type Undoable = Pick<Operation, 'qmp' | 'undo'>

/** Opens files for a device, undermost first. */
export async function addNodes(
  { qmp, undo }: Undoable,
  nodes: readonly QemuObject[],
): Promise<void> {
  for (const node of nodes) {
    await qmp.execute('blockdev-add', node)
    undo.push(`node ${nodeName(node)}`, () =>
      qmp.execute('blockdev-del', { 'node-name': nodeName(node) }),
    )
  }
}

/** Closes the files of a device, those of these nodes that are there. */
export async function removeNodes(
  { qmp, undo }: Undoable,
  nodes: readonly QemuObject[],
): Promise<void> {
  const all = await qmp.execute('query-named-block-nodes', { flat: true })
  const open = new Set(all.map((node) => node['node-name']))
  for (const node of reversed(nodes).filter((each) => open.has(nodeName(each)))) {
    await qmp.execute('blockdev-del', { 'node-name': nodeName(node) })
    undo.push(`node ${nodeName(node)}`, () => qmp.execute('blockdev-add', node))
  }
}

/** Where a device is plugged in now: the name of its bus, e.g. "port-3" or "usb.0". */
export async function busOf(qmp: QmpClient, id: string): Promise<string> {
  const path = await qmp.execute('qom-get', {
    path: `/machine/peripheral/${id}`,
    property: 'parent_bus',
  })
  const bus = typeof path === 'string' ? path.split('/').at(-1) : undefined
  if (!bus) throw new GuesthouseError('QEMU_REFUSED', { reason: `${id} is on no bus` })
  return bus
}

export const nodeName = (node: QemuObject): string => text(node, 'node-name')
const idOf = (object: QemuObject): string => text(object, 'id')

function text(object: QemuObject, key: string): string {
  const value = object[key]
  if (typeof value === 'string') return value
  throw new TypeError(`no ${key} in ${JSON.stringify(object)}`)
}

const reversed = <T>(list: readonly T[]): T[] => [...list].reverse()

const addDevice = (qmp: QmpClient, device: QemuObject): Promise<unknown> => {
  // Two devices cannot have one place in the order of booting, and the firmware is past it.
  const { bootindex: _, ...properties } = device
  return qmp.execute('device_add', properties)
}

const removeDevice = (plugging: Plugging, device: QemuObject): Promise<void> =>
  unplug(
    plugging.qmp,
    { id: idOf(device), asksGuest: plugging.asksGuest },
    { timeoutMs: plugging.options.unplugTimeoutMs, signal: plugging.signal },
  )
