/**
 * Every error that a person can meet: a code from this closed list, one sentence about what
 * happened, and one about what to do next. `{{name}}` is filled from the error's params. The
 * engine uses the texts as they stand (logs, terminal); the window uses them as the English
 * entries of its dictionary, so a sentence is written once.
 */
export const errorCatalogue = {
  // the guest's own file
  GUEST_NOT_FOUND: {
    message: 'This machine is no longer there.',
    next: 'It may have been deleted in another window.',
  },
  GUEST_FILE_UNREADABLE: {
    message: 'The file {{path}} that describes this machine cannot be read.',
    next: 'Check that the file exists and that you may read it.',
  },
  GUEST_FILE_NOT_JSON: {
    message: 'The file {{path}} that describes this machine is damaged.',
    next: 'Restore it from a backup. Guesthouse leaves it as it is.',
  },
  GUEST_FILE_NEWER: {
    message:
      'This machine was made by a newer Guesthouse (format {{found}}, this one knows {{known}}).',
    next: 'Update Guesthouse. The file {{path}} is left as it is.',
  },
  GUEST_FILE_INVALID: {
    message: 'The file {{path}} does not describe a valid machine.',
    next: 'Correct the field named below. Guesthouse leaves the file as it is.',
  },
  GUEST_BROKEN: {
    message: 'This machine cannot be used because its file is damaged.',
    next: 'See the reason on its page.',
  },
  GUEST_WRONG_STATE: {
    message: 'This cannot be done while the machine is {{state}}.',
    next: 'Wait until it has changed, then try again.',
  },
  GUEST_BUSY: {
    message: 'The machine is busy: {{job}}.',
    next: 'Wait until that has ended, then try again.',
  },
  INVALID_INPUT: {
    message: 'What was entered is not valid: {{reason}}.',
    next: 'Correct it and try again.',
  },
  // files of the guest
  DISK_MISSING: {
    message: 'The file {{path}} does not exist.',
    next: 'Put it back, or choose another file.',
  },
  DISK_UNREADABLE: {
    message: 'You have no permission to use the file {{path}}.',
    next: 'Change the permissions of the file, or choose another one.',
  },
  DISK_IS_DIRECTORY: {
    message: '{{path}} is a folder, not a disk image.',
    next: 'Choose a file.',
  },
  DISK_IN_USE: {
    message: 'The disk {{path}} is in use by another program ({{holder}}).',
    next: 'Close that program, then start again.',
  },
  DISK_FULL: {
    message: 'The machine was paused because the disk of this computer that holds its own is full.',
    next: 'Free some space, then resume.',
  },
  DISK_FAILED: {
    message: 'The machine was paused because its disk failed: {{reason}}.',
    next: 'Check the disk that holds its image, then resume.',
  },
  DISK_HAS_BACKING_FILE: {
    message: 'The disk {{path}} builds on another file, {{backing}}.',
    next: 'Choose a disk that stands alone, or convert this one with qemu-img.',
  },
  DISK_EXISTS: {
    message: 'The file {{path}} exists already.',
    next: 'Choose another name.',
  },
  DISK_CREATE_FAILED: {
    message: 'The disk {{path}} could not be made.',
    next: 'See the cause below. Nothing was left behind.',
  },
  DISK_FORMAT_UNKNOWN: {
    message: '{{path}} is not a disk image that QEMU can read.',
    next: 'Choose a qcow2 or raw image.',
  },
  NO_SPACE: {
    message: 'There is not enough space for {{path}}.',
    next: 'Free some space or choose another place, then try again.',
  },
  FILE_WRITE_FAILED: {
    message: 'The file {{path}} could not be written.',
    next: 'Check the free space and the permissions of its folder.',
  },
  // QEMU
  QEMU_NOT_FOUND: {
    message: 'QEMU is not installed.',
    next: 'Install the package qemu-system-x86 (Debian, Ubuntu) or qemu-kvm (Fedora), then try again.',
  },
  QEMU_IMG_NOT_FOUND: {
    message: 'The program qemu-img is not installed.',
    next: 'Install the package qemu-utils (Debian, Ubuntu) or qemu-img (Fedora), then try again.',
  },
  QEMU_TOO_OLD: {
    message: 'QEMU {{found}} is too old.',
    next: 'Guesthouse needs QEMU {{needed}} or newer. Update it, then try again.',
  },
  QEMU_UNUSABLE: {
    message: 'QEMU ({{path}}) cannot be used.',
    next: 'See the cause below, and reinstall QEMU.',
  },
  QEMU_DIED_AT_START: {
    message: 'QEMU ended while the machine was starting.',
    next: 'Its own words are in the log.',
  },
  QEMU_START_TIMEOUT: {
    message: 'QEMU did not answer within {{seconds}} seconds.',
    next: 'Its own words are in the log. The machine was ended.',
  },
  START_CANCELLED: {
    message: 'The start was cancelled.',
    next: 'Start the machine again when you like.',
  },
  QEMU_CRASHED: {
    message: 'QEMU ended unexpectedly ({{how}}).',
    next: 'Its own words are in the log. Start the machine again.',
  },
  QEMU_REFUSED: {
    message: 'QEMU refused the request: {{reason}}.',
    next: 'See the log for more.',
  },
  QEMU_NO_ANSWER: {
    message: 'QEMU does not answer.',
    next: 'Guesthouse goes on asking. If it stays like this, power the machine off.',
  },
  QEMU_CANNOT_BE_ENDED: {
    message: 'QEMU (process {{pid}}) does not end, not even when it is killed.',
    next: 'It waits for the kernel, most often for a disk or a network share. Check those.',
  },
  QEMU_STOPPED_GUEST: {
    message: 'QEMU stopped the machine ({{status}}).',
    next: 'Reset it or power it off. Its own words are in the log.',
  },
  CRASHED_UNSEEN: {
    message: 'QEMU ended unexpectedly while Guesthouse was closed.',
    next: 'Its own words are in the log. Start the machine again.',
  },
  SHUTDOWN_IGNORED: {
    message: 'The machine did not react to the request to shut down.',
    next: 'Shut it down from the inside, or power it off.',
  },
  // the host
  ROOT_REFUSED: {
    message: 'Guesthouse does not run machines as root.',
    next: 'A machine that breaks out would own the computer. Start Guesthouse as an ordinary user.',
  },
  RUNTIME_DIR_UNSAFE: {
    message: 'The folder {{path}} cannot be trusted with the sockets of your machines.',
    next: 'It must belong to you and be closed to others. Remove it and start again.',
  },
  SOCKET_PATH_TOO_LONG: {
    message: 'The path {{path}} is too long for a socket.',
    next: 'Set XDG_RUNTIME_DIR to a shorter path.',
  },
  STORE_OWNED: {
    message: 'Your machines are in use by another Guesthouse (process {{pid}}).',
    next: 'Use that one, or end it and start again.',
  },
  // consoles
  CONSOLE_UNAVAILABLE: {
    message: 'This machine has no such console now.',
    next: 'Start the machine, then open it again.',
  },
  CONSOLE_FAILED: {
    message: 'The connection to the console was lost.',
    next: 'Open it again.',
  },
  // the contract
  NOT_ALLOWED: {
    message: 'This request is not allowed.',
    next: 'Please report it with the log.',
  },
  INTERNAL: {
    message: 'Something went wrong inside Guesthouse.',
    next: 'Try again. If it happens again, please report it with the log.',
  },
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

const fill = (template: string, params: ErrorParams): string =>
  template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? '?'))

/** The one error class. `cause` may be anything that was caught. */
export class GuesthouseError extends Error {
  override readonly name = 'GuesthouseError'
  readonly code: ErrorCode
  readonly next: string
  readonly params: ErrorParams

  constructor(code: ErrorCode, params: ErrorParams = {}, cause?: unknown) {
    const entry = errorCatalogue[code]
    super(fill(entry.message, params), cause === undefined ? undefined : { cause })
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
