import type { GuestView } from '../../../shared/domain/guest.ts'
import type { DiskConfig } from '../../../shared/domain/guest-config.ts'
import type { ImageReport } from '../../../shared/domain/storage.ts'

/** A disk of a guest in the table of all. */
export interface DiskRow {
  readonly key: string
  readonly guest: GuestView
  readonly disk: DiskConfig
}

export const columns = ['machine', 'disk', 'format', 'allocated', 'virtual', 'chain'] as const
export type Column = (typeof columns)[number]
export interface Sort {
  readonly by: Column
  readonly down: boolean
}

/** What was found of images, by path; those that were not looked at yet are not in it. */
export type Reports = ReadonlyMap<string, ImageReport>

/** Every disk of every guest, in the order of the guests. */
export const diskRows = (guests: readonly GuestView[]): DiskRow[] =>
  guests.flatMap((guest) =>
    (guest.config?.disks ?? []).map((disk) => ({ key: `${guest.id}/${disk.id}`, guest, disk })),
  )

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** What a row is sorted by; undefined where that is not known. */
function valueOf(
  { guest, disk }: DiskRow,
  by: Column,
  reports: Reports,
): string | number | undefined {
  switch (by) {
    case 'machine':
      return guest.name
    case 'disk':
      return disk.id
    case 'format':
      return disk.format
    case 'allocated':
      return reports.get(disk.path)?.allocatedBytes
    case 'virtual':
      return reports.get(disk.path)?.virtualSizeBytes
    case 'chain':
      return disk.backing.length
  }
}

/** Sorted; what is not known comes last either way, and equals keep their order. */
export function sortRows(
  rows: readonly DiskRow[],
  { by, down }: Sort,
  reports: Reports,
): DiskRow[] {
  const keyed = rows.map((row) => ({ row, value: valueOf(row, by, reports) }))
  const known = keyed.filter(({ value }) => value !== undefined)
  const sorted = known.toSorted((a, b) => {
    const order =
      typeof a.value === 'number' && typeof b.value === 'number'
        ? a.value - b.value
        : collator.compare(String(a.value), String(b.value))
    return down ? -order : order
  })
  return [...sorted, ...keyed.filter(({ value }) => value === undefined)].map(({ row }) => row)
}

export interface Totals {
  /** Files, each counted once. */
  readonly files: number
  readonly measured: number
  readonly allocatedBytes: number
  readonly virtualBytes: number
}

/** What the disks take together, as far as it is known. */
export function totalsOf(rows: readonly DiskRow[], reports: Reports): Totals {
  const paths = [...new Set(rows.map(({ disk }) => disk.path))]
  const found = paths.flatMap((path) => reports.get(path) ?? [])
  const sum = (of: (report: ImageReport) => number) =>
    found.reduce((total, report) => total + of(report), 0)
  return {
    files: paths.length,
    measured: found.length,
    allocatedBytes: sum(({ allocatedBytes }) => allocatedBytes),
    virtualBytes: sum(({ virtualSizeBytes }) => virtualSizeBytes),
  }
}

/** A file that guests use, and which. */
export interface SharedFile {
  readonly path: string
  /** Whose disk it is, where it is one's. */
  readonly owner: string | null
  readonly users: readonly { readonly id: string; readonly name: string }[]
}

function collect(
  guests: readonly GuestView[],
  pathsOf: (guest: GuestView) => readonly string[],
): SharedFile[] {
  const users = new Map<string, { id: string; name: string }[]>()
  for (const guest of guests) {
    for (const path of new Set(pathsOf(guest))) {
      const list = users.get(path) ?? []
      list.push({ id: guest.id, name: guest.name })
      users.set(path, list)
    }
  }
  const owners = new Map(diskRows(guests).map(({ disk, guest }) => [disk.path, guest.name]))
  return [...users]
    .map(([path, list]) => ({ path, users: list, owner: owners.get(path) ?? null }))
    .toSorted((a, b) => b.users.length - a.users.length || (a.path < b.path ? -1 : 1))
}

/** Files that disks build on: to change one would destroy what builds on it. */
export const basesOf = (guests: readonly GuestView[]): SharedFile[] =>
  collect(guests, ({ config }) =>
    (config?.disks ?? []).flatMap(({ backing }) => backing.map(({ path }) => path)),
  )

/** Discs that are in guests' drives. */
export const discsOf = (guests: readonly GuestView[]): SharedFile[] =>
  collect(guests, ({ config }) => (config?.cdroms ?? []).flatMap(({ path }) => path ?? []))
