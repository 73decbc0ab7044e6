import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { type JsonPlace, placeOfJsonError } from './json-text.ts'
import { check, type Problem } from './problems.ts'

export interface ReadJson {
  /** null where there is a place or a problem. */
  readonly config: GuestConfig | null
  readonly place: JsonPlace | null
  readonly problems: readonly Problem[]
}

/** A guest's description as text: what it says, or where it is no JSON, or what is wrong with it. */
export function readJson(text: string, base: GuestConfig): ReadJson {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { config: null, place: placeOfJsonError(text) ?? { line: 1, column: 1 }, problems: [] }
  }
  return { ...check(value, base), place: null }
}
