import { type ErrorCode, GuesthouseError } from '../../../shared/domain/errors.ts'

/**
 * What the command ends with; documented in guesthoused(8). systemd tries again after `failed` alone
 * (RestartPreventExitStatus= in the units). 77 and 78 are those of sysexits.h.
 */
export const exitCodes = {
  done: 0,
  failed: 1,
  misused: 2,
  /** status: the daemon does not run; as of init scripts (LSB 5, "Init Script Actions"). */
  notRunning: 3,
  notPermitted: 77,
  misconfigured: 78,
} as const

const byError: Partial<Record<ErrorCode, number>> = {
  DAEMON_AS_ROOT: exitCodes.notPermitted,
  CONFIGURE_NEEDS_ROOT: exitCodes.notPermitted,
  CAPABILITY_MISSING: exitCodes.notPermitted,
  CAPABILITY_UNNEEDED: exitCodes.notPermitted,
  DAEMON_CONFIG_INVALID: exitCodes.misconfigured,
  DAEMON_CONFIG_UNSAFE: exitCodes.misconfigured,
  FEATURE_OFF: exitCodes.misconfigured,
}

export const exitCodeOf = (error: unknown): number =>
  (error instanceof GuesthouseError ? byError[error.code] : undefined) ?? exitCodes.failed
