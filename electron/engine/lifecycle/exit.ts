/** How a QEMU process ended, as far as can be known of one that may not be our child. */
export interface Exit {
  /** null where it is not known (not our child) or it was killed by a signal. */
  readonly code: number | null
  readonly signal: string | null
  /** Reason of QEMU's SHUTDOWN event (qapi/run-state.json, ShutdownCause), null where none came. */
  readonly shutdownReason: string | null
  /** We asked for the end. */
  readonly requested: boolean
}

/** A guest that crashed in QEMU is told apart from one that was switched off. */
export function isCleanExit(exit: Exit): boolean {
  if (exit.requested) return true
  if (exit.signal !== null) return false
  if (exit.code !== null && exit.code !== 0) return false
  if (exit.shutdownReason !== null) {
    return exit.shutdownReason !== 'host-error' && exit.shutdownReason !== 'guest-panic'
  }
  return exit.code === 0
}

/** A few words for the sentence of QEMU_CRASHED. */
export function describeExit(exit: Exit): string {
  if (exit.signal !== null) return `ended by ${exit.signal}`
  if (exit.code !== null && exit.code !== 0) return `exit status ${exit.code}`
  if (exit.shutdownReason !== null) return exit.shutdownReason
  return 'the process is gone'
}
