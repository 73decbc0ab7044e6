import { type Change, differences } from '../../../../shared/domain/differences.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { carryOver, meet, overlap } from './carry-over.ts'

/** What a person is making of a guest, before it is applied. */
export interface Draft {
  /** What it was made from: what main said last, as far as it does not contradict. */
  readonly base: GuestConfig
  /** As it is to be. A number that cannot be read is NaN, which no schema takes. */
  readonly config: GuestConfig
  /** Numbers and lines as they were typed, by field. */
  readonly typed: Readonly<Record<string, string>>
  /** The description as text, while it is no description; the forms wait until it is. */
  readonly json: string | null
  /** Set where main has changed the same fields meanwhile: what it has, and which these are. */
  readonly conflict: { readonly theirs: GuestConfig; readonly fields: readonly string[] } | null
}

export const beginDraft = (config: GuestConfig): Draft => ({
  ...{ base: config, config, typed: {}, json: null, conflict: null },
})

export const changesOf = ({ base, config }: Draft): Change[] => differences(base, config)

/** Whether anything would be lost with it. */
export const isDirty = (draft: Draft): boolean => draft.json !== null || changesOf(draft).length > 0

export const edited = (draft: Draft, change: (config: GuestConfig) => GuestConfig): Draft => ({
  ...draft,
  config: change(draft.config),
})

/** What is typed and is not written as it stands: the text stays to be seen. */
export const typed = (
  draft: Draft,
  field: string,
  text: string,
  change: (config: GuestConfig) => GuestConfig,
): Draft => ({
  ...draft,
  config: change(draft.config),
  typed: { ...draft.typed, [field]: text },
})

/** A number's text: as it was typed, where that is still what the number came from. */
export function textOfNumber(draft: Draft, field: string, value: number | undefined): string {
  const text = draft.typed[field]
  if (text !== undefined && Object.is(numberOf(text), value ?? Number.NaN)) return text
  return value === undefined || Number.isNaN(value) ? '' : String(value)
}

/** An empty field is not a nought. */
export const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

/**
 * Main says that the guest is `theirs`. A draft without changes follows; changes move onto it; and
 * where both have changed the same, the person is asked.
 */
export function rebased(draft: Draft, theirs: GuestConfig): Draft {
  const news = differences(draft.base, theirs)
  if (news.length === 0) return draft.conflict === null ? draft : { ...draft, conflict: null }
  // What both want alike is nobody's quarrel.
  const left = differences(theirs, draft.config)
  const mine = changesOf(draft).filter((change) => left.some((other) => meet(change, other)))
  if (mine.length === 0 && draft.json === null) return beginDraft(theirs)
  const fields = overlap(mine, news)
  if (fields.length > 0 || draft.json !== null) return { ...draft, conflict: { theirs, fields } }
  return { ...draft, base: theirs, config: carryOver(mine, draft.config, theirs), conflict: null }
}

/** The person's own changes stay, made from what main has now. */
export function keptMine(draft: Draft): Draft {
  const { conflict } = draft
  if (conflict === null) return draft
  const { theirs } = conflict
  return {
    ...draft,
    base: theirs,
    config: carryOver(changesOf(draft), draft.config, theirs),
    conflict: null,
  }
}
