import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { GuestAccount } from '../account/index.ts'

/**
 * What a person may do with what is theirs, and nobody with what is the computer's: share a folder,
 * and say to QEMU what they like, by which it would open any file of its account's and leave its
 * sandbox. Throws SHARES_ONLY_IN_SESSION or EXTRA_ARGUMENTS_ONLY_IN_SESSION.
 */
export function refuseSessionOnly(
  { shares, extraArguments }: Pick<GuestConfig, 'shares' | 'extraArguments'>,
  { ofSession }: Pick<GuestAccount, 'ofSession'>,
): void {
  if (ofSession) return
  if (shares.length > 0) throw new GuesthouseError('SHARES_ONLY_IN_SESSION')
  if (extraArguments.length > 0) throw new GuesthouseError('EXTRA_ARGUMENTS_ONLY_IN_SESSION')
}
