import { createDevelopmentAccount, developmentAccount, ordinaryAccount } from '../lib/account.mjs'
import { isRoot } from '../lib/privilege.mjs'
import { Problem } from './step.mjs'
import { messageOf } from '../lib/errors.mjs'

/** @type {import('./step.mjs').Step} */
export const runAccount = {
  name: 'ordinary account',
  pending: () =>
    isRoot && !ordinaryAccount()
      ? `creating ${developmentAccount}; nothing but the set-up runs as root`
      : undefined,
  run: () => {
    try {
      createDevelopmentAccount()
    } catch (error) {
      throw new Problem(
        `The account ${developmentAccount} could not be created: ${messageOf(error)}.`,
        'Run the command as an ordinary user instead.',
        { fatal: true },
      )
    }
  },
}
