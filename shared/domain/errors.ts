import { agentErrors } from './errors/agent.ts'
import { daemonErrors } from './errors/daemon.ts'
import { devicesErrors } from './errors/devices.ts'
import { disksFolderErrors } from './errors/disks-folder.ts'
import { generalErrors } from './errors/general.ts'
import { hostCheckErrors } from './errors/host-check.ts'
import { guestErrors } from './errors/guest.ts'
import { otherManagersErrors } from './errors/other-managers.ts'
import { launchErrors } from './errors/launch.ts'
import { provisionErrors } from './errors/provision.ts'
import { qemuErrors } from './errors/qemu.ts'
import { snapshotsErrors } from './errors/snapshots.ts'
import { isSourceReason, sourceReasons } from './errors/source-reasons.ts'
import { storageErrors } from './errors/storage.ts'
import { windowErrors } from './errors/window.ts'

/**
 * Every error that a person can meet: a code from this closed list, one sentence about what
 * happened, and one about what to do next. `{{name}}` is filled from the error's params. The
 * engine uses the texts as they stand (logs, terminal); the window uses them as the English
 * entries of its dictionary, so a sentence is written once.
 */
export const errorCatalogue = {
  ...guestErrors,
  ...storageErrors,
  ...disksFolderErrors,
  ...provisionErrors,
  ...otherManagersErrors,
  ...snapshotsErrors,
  ...qemuErrors,
  ...devicesErrors,
  ...agentErrors,
  ...windowErrors,
  ...launchErrors,
  ...hostCheckErrors,
  ...daemonErrors,
  ...generalErrors,
} as const satisfies Record<string, { message: string; next: string }>

export type ErrorCode = keyof typeof errorCatalogue
export type ErrorParams = Readonly<Record<string, string | number>>

/** What crosses process borders. `message` and `next` are English; `cause` is technical detail. */
export interface ErrorData {
  readonly code: ErrorCode
  readonly message: string
  readonly next: string
  readonly params: ErrorParams
  readonly cause?: string | undefined
}

/** A sentence with its parameters filled in as plain text. */
export const fill = (template: string, params: ErrorParams): string =>
  template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? '?'))

/**
 * A sentence of an error whose `reason`, if it is a key of `reasons`, is said in their words.
 */
export function fillSentence(
  template: string,
  params: ErrorParams,
  reasons: Readonly<Record<keyof typeof sourceReasons, string>>,
): string {
  const { reason } = params
  if (!isSourceReason(reason)) return fill(template, params)
  return fill(template, { ...params, reason: fill(reasons[reason], params) })
}

/** The one error class. `cause` may be anything that was caught. */
export class GuesthouseError extends Error {
  override readonly name = 'GuesthouseError'
  readonly code: ErrorCode
  readonly next: string
  readonly params: ErrorParams

  constructor(code: ErrorCode, params: ErrorParams = {}, cause?: unknown) {
    const entry = errorCatalogue[code]
    super(
      fillSentence(entry.message, params, sourceReasons),
      cause === undefined ? undefined : { cause },
    )
    this.code = code
    this.params = params
    this.next = fill(entry.next, params)
  }

  toData(): ErrorData {
    const cause = describeCause(this.cause)
    return {
      code: this.code,
      message: this.message,
      next: this.next,
      params: this.params,
      ...(cause === undefined ? {} : { cause }),
    }
  }
}

function describeCause(cause: unknown): string | undefined {
  if (cause === undefined || cause === null) return undefined
  if (typeof cause === 'string') return cause
  if (cause instanceof Error) {
    const inner = describeCause(cause.cause)
    return inner === undefined ? cause.message : `${cause.message}: ${inner}`
  }
  try {
    return JSON.stringify(cause)
  } catch {
    return Object.prototype.toString.call(cause)
  }
}

/** Turns anything thrown into ErrorData; what is not ours becomes INTERNAL with its cause. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof GuesthouseError) return error.toData()
  return new GuesthouseError('INTERNAL', {}, error).toData()
}
