import type { GuestState, GuestView } from '../../../../shared/domain/guest.ts'
import type { GuestsState } from '../../../stores/guests-store.ts'
import type { ListSort } from '../../../stores/kept-store.ts'
import { matches, wordsOf } from './search-text.ts'

/** A part of the list under one heading. */
export interface Section {
  /** As it is kept where it is folded. */
  readonly key: string
  readonly kind: 'pinned' | 'group' | 'rest'
  /** The group's name; empty for the others. */
  readonly group: string
  readonly ids: readonly string[]
  readonly folded: boolean
}

export interface Arrangement {
  readonly sections: readonly Section[]
  /** Whether sections have headings: not where all guests are in one without a name. */
  readonly headed: boolean
  /** Guests that the search left. */
  readonly found: number
}

export interface ArrangeOptions {
  readonly search: string
  readonly sort: ListSort
  /** Keys of sections. While one searches nothing is folded. */
  readonly folded: readonly string[]
  /** Addresses of running guests by id, as far as they are known. */
  readonly addresses: Readonly<Record<string, readonly string[]>>
}

/** What a person acts on comes first. */
const rank: Record<GuestState, number> = {
  running: 0,
  starting: 1,
  stopping: 2,
  saving: 3,
  paused: 4,
  crashed: 5,
  broken: 6,
  saved: 7,
  stopped: 8,
}

const orders: Record<ListSort, ((a: GuestView, b: GuestView) => number) | null> = {
  // As the mirror has them.
  name: null,
  state: (a, b) => rank[a.state] - rank[b.state],
  changed: (a, b) => b.since - a.since,
  created: (a, b) => (b.config?.createdAt ?? 0) - (a.config?.createdAt ?? 0),
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** Pinned ones first, then groups by name, then the rest; each sorted. Equals are by name. */
export function arrange(
  { byId, order }: Pick<GuestsState, 'byId' | 'order'>,
  { search, sort, folded, addresses }: ArrangeOptions,
): Arrangement {
  const words = wordsOf(search)
  const guests = order.flatMap((id) => {
    const guest = byId[id]
    return guest !== undefined && (words.length === 0 || matches(guest, words, addresses[id]))
      ? guest
      : []
  })
  const compare = orders[sort]
  if (compare !== null) guests.sort(compare)

  const pinned: string[] = []
  const groups = new Map<string, string[]>()
  const rest: string[] = []
  for (const { id, config } of guests) {
    if (config?.pinned === true) pinned.push(id)
    else if (config === null || config.group === null) rest.push(id)
    else {
      const group = groups.get(config.group)
      if (group === undefined) groups.set(config.group, [id])
      else group.push(id)
    }
  }
  const isFolded = (key: string): boolean => words.length === 0 && folded.includes(key)
  const section = (kind: Section['kind'], group: string, ids: readonly string[]): Section => {
    const key = kind === 'group' ? `group:${group}` : kind
    return { key, kind, group, ids, folded: isFolded(key) }
  }
  const headed = pinned.length > 0 || groups.size > 0
  return {
    sections: [
      ...(pinned.length > 0 ? [section('pinned', '', pinned)] : []),
      ...[...groups]
        .toSorted(([a], [b]) => collator.compare(a, b) || (a < b ? -1 : 1))
        .map(([group, ids]) => section('group', group, ids)),
      ...(rest.length > 0 ? [{ ...section('rest', '', rest), ...(headed ? {} : unfolded) }] : []),
    ],
    headed,
    found: guests.length,
  }
}

/** What has no heading cannot be unfolded. */
const unfolded = { folded: false } as const

const sameItems = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index])

const sameSection = (a: Section, b: Section | undefined): boolean =>
  b !== undefined && a.key === b.key && a.folded === b.folded && sameItems(a.ids, b.ids)

export const sameArrangement = (a: Arrangement, b: Arrangement): boolean =>
  a.headed === b.headed &&
  a.sections.length === b.sections.length &&
  a.sections.every((section, index) => sameSection(section, b.sections[index]))

/** The guests in the order that they are shown in, those that are folded away left out. */
export const shownIds = ({ sections }: Arrangement): readonly string[] =>
  sections.flatMap(({ ids, folded }) => (folded ? [] : ids))
