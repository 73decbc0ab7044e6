import { GuesthouseError } from '../../../shared/domain/errors.ts'

/** QEMU's refusal of a command, in its words. */
export class QmpCommandError extends Error {
  override readonly name = 'QmpCommandError'
  readonly command: string
  /** QapiErrorClass (qapi/error.json): GenericError, CommandNotFound, DeviceNotFound … */
  readonly errorClass: string

  constructor(command: string, errorClass: string, description: string) {
    super(`${command}: ${errorClass}: ${description}`)
    this.command = command
    this.errorClass = errorClass
  }
}

/** The other end does not speak QMP, or what it said was cut off. */
export class QmpProtocolError extends Error {
  override readonly name = 'QmpProtocolError'
}

/** No greeting or no reply in time. */
export class QmpTimeoutError extends Error {
  override readonly name = 'QmpTimeoutError'
  constructor(what: string, timeoutMs: number) {
    super(`no ${what} within ${timeoutMs} ms`)
  }
}

export function refused(command: string, errorClass: string, description: string): GuesthouseError {
  const cause = new QmpCommandError(command, errorClass, description)
  return new GuesthouseError('QEMU_REFUSED', { reason: description }, cause)
}

/**
 * A connection that could not be made or was lost. The cause keeps Node's error code (ENOENT,
 * ECONNREFUSED), by which a caller tells a QEMU that is still starting.
 */
export function noAnswer(cause: unknown): GuesthouseError {
  return cause instanceof GuesthouseError ? cause : new GuesthouseError('QEMU_NO_ANSWER', {}, cause)
}
