import type { Capability } from './capability-table.ts'
import type { HeldCapabilities } from './held-capabilities.ts'

/** setpriv's name of a capability: "+setuid". */
const plus = (capability: string): string => `+${capability.replace('CAP_', '').toLowerCase()}`

/**
 * setpriv's options that leave a program with what it needs of what this process holds, and nothing
 * else. What is needed and not held is left out: the program itself says what does not work without it.
 * Where this process may, it takes the rest from the bounding set as well, so that no file with
 * capabilities brings it back. Pure.
 */
export function launchOptions(needed: readonly Capability[], held: HeldCapabilities): string[] {
  const kept = needed.filter((one) => held.permitted.includes(one))
  const set = ['-all', ...kept.map(plus)].join(',')
  return [
    ...(held.effective.includes('CAP_SETPCAP') ? [`--bounding-set=${set}`] : []),
    ...[`--inh-caps=${set}`, `--ambient-caps=${set}`, '--no-new-privs'],
  ]
}
