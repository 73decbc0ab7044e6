import { type ErrorParams, GuesthouseError } from '../../../shared/domain/errors.ts'
import type { SourceReason } from '../../../shared/domain/errors/source-reasons.ts'
import { plainText } from './remarks.ts'

type SourceErrorCode =
  | 'SOURCE_NOT_READ'
  | 'SOURCE_UNUSABLE'
  | 'SOURCE_TOO_MANY'
  | 'OVA_DAMAGED'
  | 'OVA_UNSAFE'

/** Characters of a name or word of the file's that an error repeats. */
const WORD_MAX = 80

/** What is wrong with the file at `path`. `params` fill the reason's words; they may be the file's. */
export function sourceError(
  code: SourceErrorCode,
  path: string,
  reason: SourceReason,
  params: ErrorParams = {},
  cause?: unknown,
): GuesthouseError {
  const short = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? plainText(value, WORD_MAX) : value,
  ])
  return new GuesthouseError(code, { ...Object.fromEntries(short), path, reason }, cause)
}
