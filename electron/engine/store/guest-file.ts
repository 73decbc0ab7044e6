import {
  GUEST_SCHEMA_VERSION,
  type GuestConfig,
  guestConfigSchema,
} from '../../../shared/domain/guest-config.ts'
import { migrateGuest } from '../../../shared/domain/config/migrate.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'

/**
 * Reads the text of a guest.json. Pure. Throws GUEST_FILE_NOT_JSON (truncated or not JSON),
 * GUEST_FILE_NEWER (a schema of the future) or GUEST_FILE_INVALID (the cause names the field).
 */
export function parseGuestFile(text: string, path: string, id: string): GuestConfig {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new GuesthouseError('GUEST_FILE_NOT_JSON', { path }, error)
  }
  const found =
    typeof value === 'object' && value !== null && 'schema' in value ? value.schema : null
  if (typeof found === 'number' && found > GUEST_SCHEMA_VERSION) {
    throw new GuesthouseError('GUEST_FILE_NEWER', { path, found, known: GUEST_SCHEMA_VERSION })
  }
  const parsed = guestConfigSchema.safeParse(migrateGuest(value))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const field = issue?.path.join('.') || 'the whole file'
    throw new GuesthouseError('GUEST_FILE_INVALID', { path }, `${field}: ${issue?.message ?? '?'}`)
  }
  if (parsed.data.id !== id) {
    throw new GuesthouseError('GUEST_FILE_INVALID', { path }, `id: not that of the folder (${id})`)
  }
  return parsed.data
}

/** The text that is written: indented, because people read and mend these files. */
export const formatGuestFile = (config: GuestConfig): string =>
  `${JSON.stringify(config, null, 2)}\n`
