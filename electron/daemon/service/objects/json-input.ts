import { GuesthouseError } from '../../../../shared/domain/errors.ts'

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

interface Schema<T> {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: T }
    | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } }
}

const reasonOf = (issues: readonly Issue[]): string =>
  issues
    .slice(0, 3)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join(', ')

/** A value that fits the schema. Throws ARGUMENTS_INVALID with what does not. */
export function parseWith<T>(schema: Schema<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new GuesthouseError('ARGUMENTS_INVALID', { reason: reasonOf(parsed.error.issues) })
}

/**
 * JSON that a caller sent, as the schema has it. `own`: fields that are not the caller's to say, such
 * as which guest it is about: what they send under these names counts for nothing.
 */
export function parseJson<T>(schema: Schema<T>, text: unknown, own?: object): T {
  let value: unknown
  try {
    value = JSON.parse(String(text))
  } catch (error) {
    throw new GuesthouseError('ARGUMENTS_INVALID', { reason: 'it is not JSON' }, error)
  }
  if (own === undefined) return parseWith(schema, value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new GuesthouseError('ARGUMENTS_INVALID', { reason: 'it is no JSON object' })
  }
  return parseWith(schema, { ...value, ...own })
}
