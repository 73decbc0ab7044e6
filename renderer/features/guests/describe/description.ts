import { descriptionShape } from '../../../../shared/domain/config/description.ts'
import type { DescribeGuest } from '../../../../shared/domain/describe.ts'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'

/** As the schema has them. */
export const LABEL_MAX = 64
export const TAGS_MAX = 32
export const NOTES_MAX = 16_384

/** What a person has put into the form about one guest or many; what is not touched stays. */
export interface Draft {
  readonly group: string
  /** Of all of them. */
  readonly tags: readonly string[]
  /** Of some of them, and not taken away. */
  readonly someTags: readonly string[]
  /** null where they differ. */
  readonly pinned: boolean | null
  /** Of one guest alone. */
  readonly osName: string
  readonly notes: string
  readonly groupTouched: boolean
}

const configsOf = (guests: readonly GuestView[]): readonly GuestConfig[] =>
  guests.flatMap(({ config }) => config ?? [])

const only = <T>(values: readonly T[]): T | undefined =>
  new Set(values).size === 1 ? values[0] : undefined

/** Whether the guests are in more than one group. */
export const groupsDiffer = (guests: readonly GuestView[]): boolean =>
  new Set(configsOf(guests).map(({ group }) => group)).size > 1

export function draftOf(guests: readonly GuestView[]): Draft {
  const configs = configsOf(guests)
  const every = [...new Set(configs.flatMap(({ tags }) => tags))]
  const ofAll = (tag: string): boolean => configs.every(({ tags }) => tags.includes(tag))
  const [first] = configs
  const single = configs.length === 1 ? first : undefined
  return {
    group: only(configs.map(({ group }) => group)) ?? '',
    tags: every.filter(ofAll),
    someTags: every.filter((tag) => !ofAll(tag)),
    pinned: only(configs.map(({ pinned }) => pinned)) ?? null,
    osName: single?.osName ?? '',
    notes: single?.notes ?? '',
    groupTouched: false,
  }
}

/**
 * What is to be told to the engine about one of the guests: what was changed and differs from what
 * it has; null where nothing does.
 */
export function changeOf(guest: GuestView, draft: Draft, isOnly: boolean): DescribeGuest | null {
  const { config } = guest
  if (config === null) return null
  const tags = [...new Set([...config.tags.filter((tag) => keeps(draft, tag)), ...draft.tags])]
  const group = draft.group.trim() === '' ? null : draft.group.trim()
  const osName = draft.osName.trim() === '' ? null : draft.osName.trim()
  const changed: DescribeGuest = {
    ...(draft.groupTouched && group !== config.group ? { group } : {}),
    ...(sameTags(tags, config.tags) ? {} : { tags }),
    ...(draft.pinned === null || draft.pinned === config.pinned ? {} : { pinned: draft.pinned }),
    ...(isOnly && osName !== config.osName ? { osName } : {}),
    ...(isOnly && draft.notes !== config.notes ? { notes: draft.notes } : {}),
  }
  return Object.keys(changed).length === 0 ? null : changed
}

const keeps = ({ tags, someTags }: Draft, tag: string): boolean =>
  tags.includes(tag) || someTags.includes(tag)

const sameTags = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((tag, index) => tag === b[index])

export type LabelIssue = 'describe.labelLong' | 'describe.labelControl'

/** What is wrong with a group, a tag or a system's name; nothing is wrong with an empty one. */
export function labelIssue(text: string): LabelIssue | undefined {
  const label = text.trim()
  if (label === '' || descriptionShape.group.safeParse(label).success) return undefined
  return label.length > LABEL_MAX ? 'describe.labelLong' : 'describe.labelControl'
}

export interface Known {
  readonly groups: readonly string[]
  readonly tags: readonly string[]
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** The groups and tags that there are, by name. */
export function knownOf(guests: readonly GuestView[]): Known {
  const configs = configsOf(guests)
  const sorted = (labels: readonly string[]) => [...new Set(labels)].toSorted(collator.compare)
  return {
    groups: sorted(configs.flatMap(({ group }) => group ?? [])),
    tags: sorted(configs.flatMap(({ tags }) => tags)),
  }
}
