import { deviceLists, type GuestConfig } from '../../../shared/domain/guest-config.ts'
import { type DeviceList, devicesOf } from './diff.ts'

type Fields = Record<string, unknown>

/**
 * What the guest has once everything of `wanted` holds but the fields in `later`, which stay as
 * they are in `running`. Pure. The way from the result to `wanted` is exactly `later`.
 */
export function afterwards(
  running: GuestConfig,
  wanted: GuestConfig,
  later: readonly string[],
): GuestConfig {
  const kept = new Set(later)
  const result: Fields = { ...wanted }
  for (const key of new Set([...Object.keys(running), ...Object.keys(wanted)])) {
    if (kept.has(key)) takeBack(result, running, key)
  }
  for (const list of deviceLists) result[list] = devicesAfterwards(list, running, wanted, kept)
  return result as GuestConfig
}

/** Gives `result` the field as `before` has it: there or not. */
function takeBack(result: Fields, before: Readonly<Fields>, key: string): void {
  if (Object.hasOwn(before, key)) result[key] = before[key]
  else delete result[key]
}

function devicesAfterwards(
  list: DeviceList,
  running: GuestConfig,
  wanted: GuestConfig,
  kept: ReadonlySet<string>,
): Fields[] {
  const before = new Map(devicesOf(running, list).map((device) => [device.id, device]))
  const after = new Map(devicesOf(wanted, list).map((device) => [device.id, device]))
  const [first, second] = kept.has(list) ? [before, after] : [after, before]
  const ids = new Set([...first.keys(), ...second.keys()])
  return [...ids].flatMap((id): Fields[] => {
    const [old, now] = [before.get(id), after.get(id)]
    if (now === undefined) return old !== undefined && kept.has(`${list}.${id}`) ? [old] : []
    if (old === undefined) return kept.has(`${list}.${id}`) ? [] : [now]
    const device: Fields = { ...now }
    for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
      if (kept.has(`${list}.${id}.${key}`)) takeBack(device, old, key)
    }
    return [device]
  })
}
