import { deviceLists, type GuestConfig } from './guest-config.ts'

export type DeviceList = (typeof deviceLists)[number]

/** One difference between two descriptions of a guest. */
export type Change =
  /** A field that is no list of devices. */
  | { readonly kind: 'field'; readonly key: string }
  | { readonly kind: 'added' | 'removed'; readonly list: DeviceList; readonly id: string }
  /** A field of a device that both have. */
  | {
      readonly kind: 'device'
      readonly list: DeviceList
      readonly id: string
      readonly key: string
    }
  /** The devices that both have come in another order: it is the order of booting. */
  | { readonly kind: 'order'; readonly list: DeviceList }

/** The name of what changed, for a client: "memoryMiB", "disks.disk1", "nics.nic0.connected". */
export function fieldOf(change: Change): string {
  if (change.kind === 'field') return change.key
  if (change.kind === 'order') return change.list
  if (change.kind === 'device') return `${change.list}.${change.id}.${change.key}`
  return `${change.list}.${change.id}`
}

type Fields = { readonly [key: string]: unknown }
export type Device = Fields & { readonly id: string }

export const devicesOf = (config: GuestConfig, list: DeviceList): readonly Device[] => config[list]

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** Whether both would be written alike: an absent field and one that is undefined are the same. */
export function same(a: unknown, b: unknown): boolean {
  // Not Object.is alone: -0 is written as 0.
  if (a === b || Object.is(a, b)) return true
  if (!isFields(a) || !isFields(b) || Array.isArray(a) !== Array.isArray(b)) return false
  if (Array.isArray(a) && a.length !== b['length']) return false
  return differingKeys(a, b).length === 0
}

const differingKeys = (a: Fields, b: Fields): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !same(a[key], b[key]))

/** Everything in which `to` is not `from`. Pure. */
export function differences(from: GuestConfig, to: GuestConfig): Change[] {
  const lists: ReadonlySet<string> = new Set(deviceLists)
  const fields = differingKeys(from, to).filter((key) => !lists.has(key))
  return [
    ...fields.map((key): Change => ({ kind: 'field', key })),
    ...deviceLists.flatMap((list) => deviceDifferences(list, from, to)),
  ]
}

function deviceDifferences(list: DeviceList, from: GuestConfig, to: GuestConfig): Change[] {
  const before = new Map(devicesOf(from, list).map((device) => [device.id, device]))
  const after = new Map(devicesOf(to, list).map((device) => [device.id, device]))
  const removed = [...before.keys()].filter((id) => !after.has(id))
  const added = [...after.keys()].filter((id) => !before.has(id))
  const kept = [...after.keys()].filter((id) => before.has(id))
  const keptBefore = [...before.keys()].filter((id) => after.has(id))
  return [
    ...removed.map((id): Change => ({ kind: 'removed', list, id })),
    ...added.map((id): Change => ({ kind: 'added', list, id })),
    ...kept.flatMap((id) =>
      differingKeys(before.get(id) ?? {}, after.get(id) ?? {}).map(
        (key): Change => ({ kind: 'device', list, id, key }),
      ),
    ),
    ...(same(kept, keptBefore) ? [] : [{ kind: 'order', list } as const]),
  ]
}
