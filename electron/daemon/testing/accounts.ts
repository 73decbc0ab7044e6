import { spawnSync } from 'node:child_process'
import type { TestContext } from 'vitest'
import { skipWhere } from '../../engine/testing/skip-where.ts'

/** The accounts of assets/sysusers/guesthouse.conf, which set-up creates where it is root. */
export type DaemonAccount = 'guesthoused' | 'guesthouse-qemu' | 'guesthouse-network'

export function needsAccounts(context: TestContext): void {
  skipWhere(context, process.getuid?.() !== 0, 'only root takes on other accounts')
  const { status } = spawnSync('getent', [
    'passwd',
    'guesthoused',
    'guesthouse-qemu',
    'guesthouse-network',
  ])
  skipWhere(
    context,
    status !== 0,
    'the accounts of guesthoused are not there: run npm test as root',
  )
}

/**
 * The command line that becomes an account as systemd would by a unit: with these capabilities as
 * ambient ones, and no others in reach.
 */
export function becoming(
  account: DaemonAccount | 'nobody',
  capabilities: readonly string[] = [],
): string[] {
  const names = capabilities.map((name) => `,+${name.replace('CAP_', '').toLowerCase()}`).join('')
  const groups = account === 'nobody' ? '--clear-groups' : '--init-groups'
  return [
    ...[
      'setpriv',
      `--reuid=${account}`,
      // Distributions call its group nogroup or nobody.
      `--regid=${account === 'nobody' ? 65_534 : account}`,
      groups,
    ],
    ...[`--bounding-set=-all${names}`, `--inh-caps=-all${names}`, `--ambient-caps=-all${names}`],
    ...['--no-new-privs', '--'],
  ]
}
