import { GuesthouseError } from '../../../shared/domain/errors.ts'

/** Errors that D-Bus itself names (dbus-protocol.h). */
type StandardError =
  | 'UnknownObject'
  | 'UnknownInterface'
  | 'UnknownMethod'
  | 'UnknownProperty'
  | 'PropertyReadOnly'
  | 'InvalidArgs'
  | 'LimitsExceeded'

/** Refuses a call in D-Bus's own words. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly errorName: string

  constructor(error: StandardError, message: string) {
    super(message)
    this.errorName = `org.freedesktop.DBus.Error.${error}`
  }
}

const INTERNAL = 'org.guesthouse.Error.Internal'

/** "GUEST_NOT_FOUND" is "org.guesthouse.Error.GuestNotFound". */
export const errorNameOf = (code: string): string =>
  `org.guesthouse.Error.${code
    .toLowerCase()
    .replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}`

/**
 * How an error is told to a caller. What is not ours, or is a failure inside, is told without its
 * innards; `internal` says that it belongs in the log.
 */
export function toldError(error: unknown): {
  readonly name: string
  readonly text: string
  readonly internal: boolean
} {
  if (error instanceof Refusal) {
    return { name: error.errorName, text: error.message, internal: false }
  }
  if (error instanceof GuesthouseError && error.code !== 'INTERNAL') {
    const text = `${error.message} ${error.next}`.replaceAll('\0', '')
    return { name: errorNameOf(error.code), text, internal: false }
  }
  const { message, next } = new GuesthouseError('INTERNAL')
  return { name: INTERNAL, text: `${message} ${next}`, internal: true }
}
