import { GUEST_NAME_MAX, guestNameSchema } from '../../shared/domain/guest-config.ts'
import { t } from './index.ts'

const reasons = ['name-empty', 'name-long', 'name-control-characters'] as const

/** The sentence for a reason of the schema of names; undefined where it is none of them. */
export function nameReason(reason: string | undefined): string | undefined {
  const known = reasons.find((candidate) => candidate === reason)
  return known && t(`invalid.${known}`, { max: GUEST_NAME_MAX })
}

/** Why it cannot be a name; undefined where it can. */
export const nameProblem = (name: string): string | undefined =>
  nameReason(guestNameSchema.safeParse(name).error?.issues[0]?.message)

/** As much of a text as fits a name, without half of a character at its end. */
export const fittingName = (text: string): string =>
  text
    .slice(0, GUEST_NAME_MAX)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim()
