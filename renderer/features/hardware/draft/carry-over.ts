import {
  type Change,
  type Device,
  devicesOf,
  differences,
  fieldOf,
} from '../../../../shared/domain/differences.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'

type Fields = Record<string, unknown>

/**
 * `onto`, with those fields as they are in `source`. It is how a draft moves onto what main says
 * now, how a change is taken back, and how one is taken back that waits for the next start. Pure.
 */
export function carryOver(
  changes: readonly Change[],
  source: GuestConfig,
  onto: GuestConfig,
): GuestConfig {
  const result: Fields = { ...onto }
  for (const change of changes) carry(change, source, result)
  return result as GuestConfig
}

function carry(change: Change, source: GuestConfig, result: Fields): void {
  if (change.kind === 'field') {
    take(change.key, source, result)
    return
  }
  const { list } = change
  result[list] = devicesAfter(change, devicesOf(source, list), result[list] as readonly Device[])
}

/** Gives `result` the field as `source` has it: there or not. */
function take(key: string, source: Fields, result: Fields): void {
  if (Object.hasOwn(source, key)) result[key] = source[key]
  else delete result[key]
}

function devicesAfter(
  change: Exclude<Change, { kind: 'field' }>,
  source: readonly Device[],
  onto: readonly Device[],
): readonly Device[] {
  if (change.kind === 'order') return inOrderOf(source, onto)
  const others = onto.filter(({ id }) => id !== change.id)
  if (change.kind === 'removed') return others
  const found = source.find(({ id }) => id === change.id)
  if (found === undefined) return onto
  if (change.kind === 'device') {
    return onto.map((device) =>
      device.id === change.id ? taking(change.key, found, device) : device,
    )
  }
  // Where it stood: the order of disks is the order of booting.
  const place = Math.min(source.indexOf(found), others.length)
  return [...others.slice(0, place), found, ...others.slice(place)]
}

function taking(key: string, source: Device, device: Device): Device {
  const changed: Fields = { ...device }
  take(key, source, changed)
  return changed as Device
}

/** Devices that `source` does not know keep their place at the end. */
function inOrderOf(source: readonly Device[], onto: readonly Device[]): readonly Device[] {
  const place = new Map(source.map(({ id }, index) => [id, index]))
  const placeOf = ({ id }: Device): number => place.get(id) ?? source.length
  return [...onto].sort((a, b) => placeOf(a) - placeOf(b))
}

/**
 * Whether two changes are about the same field, or one about a part of the other's. An order is one
 * of the whole list; changes of single devices do not get in its way.
 */
export function meet(a: Change, b: Change): boolean {
  if ((a.kind === 'order') !== (b.kind === 'order')) return false
  const [one, other] = [fieldOf(a), fieldOf(b)]
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`)
}

/** Fields of `mine` that are also among `theirs`, and so cannot both hold. Pure. */
export const overlap = (mine: readonly Change[], theirs: readonly Change[]): string[] =>
  mine.filter((change) => theirs.some((other) => meet(change, other))).map(fieldOf)

/** `config`, with the fields of that name as they are in `target`. Pure. */
export function takeFrom(
  config: GuestConfig,
  target: GuestConfig,
  fields?: readonly string[],
): GuestConfig {
  const changes = differences(config, target)
  const wanted = fields === undefined ? changes : changes.filter((c) => fields.includes(fieldOf(c)))
  return carryOver(wanted, target, config)
}
