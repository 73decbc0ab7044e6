import { CommandError } from '../lib/command.mjs'
import { buildTestGuest } from '../test-guest/build.mjs'
import { usableKey } from '../test-guest/store.mjs'
import { Problem } from './step.mjs'
import { messageOf } from '../lib/errors.mjs'

/** @type {import('./step.mjs').Step} */
export const testGuest = {
  name: 'test guest',
  pending: () =>
    usableKey('cloud') === undefined ? 'a tiny Linux (kernel and busybox, about 28 MB)' : undefined,
  run: async () => {
    try {
      await buildTestGuest('cloud')
    } catch (error) {
      const output = error instanceof CommandError ? `\n${error.output.trim()}` : ''
      throw new Problem(
        `The test guest could not be made: ${messageOf(error)}${output}`,
        'Check the network, then run: node scripts/test-guest/main.mjs',
      )
    }
  },
}
