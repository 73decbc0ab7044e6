import { DAEMON_PATH } from '../../../../shared/domain/daemon.ts'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'

/** Ids are UUIDs, whose hyphens no object path may hold. */
export const guestPath = (id: string): string => `${DAEMON_PATH}/guests/${id.replaceAll('-', '_')}`
export const jobPath = (id: string): string => `${DAEMON_PATH}/jobs/${id.replaceAll('-', '_')}`

/** The id of a guest's object. Throws ARGUMENTS_INVALID. */
export function guestIdOf(path: unknown): string {
  const prefix = `${DAEMON_PATH}/guests/`
  if (typeof path !== 'string' || !path.startsWith(prefix)) {
    throw new GuesthouseError('ARGUMENTS_INVALID', { reason: 'an object is no machine' })
  }
  return path.slice(prefix.length).replaceAll('_', '-')
}
