import { isSourceReason, type SourceReason } from '../../shared/domain/errors/source-reasons.ts'
import { guestActions, guestStates } from '../../shared/domain/guest.ts'
import { jobKinds } from '../../shared/domain/jobs.ts'
import type { ErrorData, ErrorParams } from '../../shared/domain/errors.ts'
import { isEnglish, t } from './index.ts'

export interface ErrorText {
  readonly message: string
  readonly next: string
}

/** Which parameters a sentence has depends on its code, so they cannot be checked by type. */
const fill = t as (
  key: `errors.${ErrorData['code']}.${keyof ErrorText}` | `sourceReasons.${SourceReason}`,
  options: { replace: Record<string, string | number> },
) => string

/** "Saving…" within a sentence. */
const withoutDots = (text: string): string => text.replace(/…$/, '')

/** A guest's state or operation by the dictionary's word; undefined where it is another word. */
function wordOf(name: string, value: string | number): string | undefined {
  if (name === 'state') {
    const state = guestStates.find((known) => known === value)
    return state && t(`state.${state}`)
  }
  if (name !== 'job') return undefined
  // How hard a machine is being powered off is said on its page.
  const [operation] = String(value).split(':')
  const job = jobKinds.find((known) => known === operation)
  if (job !== undefined) return t(`job.${job}`)
  const action = guestActions.find((known) => known === operation)
  return action && t(`action.${action}`)
}

/**
 * The engine's own words among the parameters are English: other languages have theirs. An operation
 * it calls by a name that is no word in any language ("delete-snapshot"), and so it does with what
 * is wrong with a file.
 */
function translated(params: ErrorParams): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (name === 'reason' && isSourceReason(value)) {
        return [name, fill(`sourceReasons.${value}`, { replace: { ...params } })]
      }
      const word = isEnglish() && name !== 'job' ? undefined : wordOf(name, value)
      return [name, word === undefined ? value : withoutDots(word)]
    }),
  )
}

/** An error's two sentences in the person's language, its parameters filled in as plain text. */
export function errorText({ code, params }: ErrorData): ErrorText {
  const options = { replace: translated(params) }
  return {
    message: fill(`errors.${code}.message`, options),
    next: fill(`errors.${code}.next`, options),
  }
}

/** For a bug report: what happened, its code and its cause. */
export function errorReport(error: ErrorData): string {
  const text = errorText(error)
  const lines = [`${text.message} ${text.next}`, error.code]
  if (error.cause !== undefined) lines.push(error.cause)
  return lines.join('\n')
}
