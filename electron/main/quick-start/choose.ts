import type { GuestView } from '../../../shared/domain/guest.ts'
import { GUEST_NAME_MAX } from '../../../shared/domain/guest-config.ts'

/** What Quick start does. */
export type QuickStart =
  | { readonly kind: 'guest'; readonly guest: GuestView }
  /** A fresh linked clone of a template, under a name that no other machine has. */
  | { readonly kind: 'clone'; readonly template: GuestView; readonly name: string }
  /** There is nothing to start. */
  | { readonly kind: 'new-machine' }

const isTemplate = ({ config }: GuestView): boolean => config?.template === true
const isUsable = ({ config, state }: GuestView): boolean => config !== null && state !== 'broken'
const createdAt = ({ config }: GuestView): number => config?.createdAt ?? 0

/** The one with the greatest; of equals, the one with the first id, so that the choice is stable. */
const greatest = (
  guests: readonly GuestView[],
  measure: (guest: GuestView) => number,
): GuestView | undefined =>
  [...guests].sort((a, b) => measure(b) - measure(a) || (a.id < b.id ? -1 : 1))[0]

/**
 * What Quick start does without a name: the pinned guest, of several the one whose state changed
 * last; else the newest; else a clone of the newest template. Pure.
 */
export function chooseQuickStart(guests: readonly GuestView[]): QuickStart {
  const usable = guests.filter(isUsable)
  const machines = usable.filter((guest) => !isTemplate(guest))
  const pinned = machines.filter(({ config }) => config?.pinned === true)
  const guest = greatest(pinned, ({ since }) => since) ?? greatest(machines, createdAt)
  if (guest !== undefined) return { kind: 'guest', guest }
  const template = greatest(usable.filter(isTemplate), createdAt)
  return template === undefined ? { kind: 'new-machine' } : quickStartOf(template, guests)
}

/** The same for a guest that was chosen: a template is never started itself. Pure. */
export const quickStartOf = (guest: GuestView, guests: readonly GuestView[]): QuickStart =>
  isTemplate(guest)
    ? { kind: 'clone', template: guest, name: freeName(guest.name, guests) }
    : { kind: 'guest', guest }

/** `debian 1`, `debian 2` …: the first that is free, cut to what a name may be. */
function freeName(name: string, guests: readonly GuestView[]): string {
  const taken = new Set(guests.map((guest) => guest.name))
  for (let number = 1; ; number++) {
    const end = ` ${number}`
    // Not half of a character at the end.
    const beginning = name.slice(0, GUEST_NAME_MAX - end.length).replace(/[\uD800-\uDBFF]$/, '')
    const candidate = `${beginning.trimEnd()}${end}`
    if (!taken.has(candidate)) return candidate
  }
}
