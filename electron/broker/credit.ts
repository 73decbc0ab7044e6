import { CONSOLE_WINDOW } from '../../shared/ipc/console.ts'

/** How many bytes may still be sent to a reader that returns credit for what it has dealt with. */
export interface Credit {
  readonly available: number
  /** `bytes` must not be more than `available`. */
  spend(bytes: number): void
  /** False where the reader returns more than it was sent. */
  refund(bytes: number): boolean
}

export function createCredit(window: number = CONSOLE_WINDOW): Credit {
  let available = window
  return {
    get available() {
      return available
    },
    spend(bytes) {
      available -= bytes
    },
    refund(bytes) {
      if (bytes > window - available) return false
      available += bytes
      return true
    },
  }
}
