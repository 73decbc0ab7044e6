import type { TFunction } from 'i18next'
import type { JournalEntry } from '../../../shared/domain/journal.ts'

/** What an entry tells, without what it is about. */
export function happeningText(
  { what, because }: Pick<JournalEntry, 'what' | 'because'>,
  t: TFunction,
): string {
  const text = doneText(what, t)
  return because === undefined ? text : t(`happenings.because.${because}`, { what: text })
}

function doneText(what: JournalEntry['what'], t: TFunction): string {
  if (what.kind === 'guest') return t(`happenings.guest.${what.event}`)
  if (what.outcome === 'done') return t(`happenings.done.${what.job}`)
  return t(`happenings.${what.outcome}`, { work: t(`happenings.work.${what.job}`) })
}
