import { CommandError } from '../lib/command.mjs'
import { buildTestGuest } from '../test-guest/build.mjs'
import { usableKey } from '../test-guest/store.mjs'
import { Problem } from './step.mjs'
import { messageOf } from '../lib/errors.mjs'

/** @type {Readonly<Record<import('../test-guest/flavours.mjs').Flavour, string>>} */
const descriptions = Object.freeze({
  cloud: 'a tiny Linux (a kernel and busybox)',
  full: 'a tiny Linux with drivers for every device, and sound',
  system: 'a small Debian with systemd and the agents, on a disk',
})

/**
 * @param {import('../test-guest/flavours.mjs').Flavour} flavour
 * @returns {import('./step.mjs').Step}
 */
export const testGuest = (flavour) => ({
  name: flavour === 'cloud' ? 'test guest' : `test guest (${flavour})`,
  pending: () => (usableKey(flavour) === undefined ? descriptions[flavour] : undefined),
  run: async () => {
    try {
      await buildTestGuest(flavour)
    } catch (error) {
      const output = error instanceof CommandError ? `\n${error.output.trim()}` : ''
      throw new Problem(
        `The test guest could not be made: ${messageOf(error)}${output}`,
        `Check the network, then run: node scripts/test-guest/main.mjs ${flavour}`,
      )
    }
  },
})
