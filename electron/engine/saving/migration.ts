import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { within } from '../guest/within.ts'
import type { QmpClient } from '../qmp/index.ts'

/** MigrationStatus (qapi/migration.json) of a migration that has ended. */
export type Outcome = 'completed' | 'failed' | 'cancelled'
const outcomes: ReadonlySet<string> = new Set<Outcome>(['completed', 'failed', 'cancelled'])
const isOutcome = (status: string | undefined): status is Outcome => outcomes.has(status ?? '')
/** ms until a migration that was cancelled has ended; a disk may hold up its last write. */
const CANCEL_LIMIT_MS = 30_000

/** Statuses without a migration that could be waited for. */
const isIdle = (status: string | undefined): boolean => status === undefined || status === 'none'

/**
 * The end of the migration that is about to be started. Needs `events`. Rejects where QMP is lost.
 * To be called before `migrate`, so that no event comes too early.
 */
export function expectOutcome(qmp: QmpClient): {
  readonly outcome: Promise<Outcome>
  readonly forget: () => void
} {
  let forget = (): void => {}
  const outcome = new Promise<Outcome>((resolve, reject) => {
    const stops = [
      qmp.onEvent(({ event, data }) => {
        if (event === 'MIGRATION' && isOutcome(data.status)) resolve(data.status)
      }),
      qmp.onClose((error) => reject(new GuesthouseError('QEMU_NO_ANSWER', {}, error))),
    ]
    forget = () => stops.forEach((stop) => stop())
  })
  outcome.catch(() => {})
  return { outcome, forget: () => forget() }
}

/** What QEMU can do about migration, and makes it send events about it. */
export async function prepareMigration(qmp: QmpClient): Promise<{ readonly mappedRam: boolean }> {
  const known = await qmp.execute('query-migrate-capabilities')
  const mappedRam = known.some(({ capability }) => capability === 'mapped-ram')
  await qmp.execute('migrate-set-capabilities', {
    capabilities: [{ capability: 'events', state: true }],
  })
  return { mappedRam }
}

/** QEMU's words for a migration that failed. */
export async function failureWords(qmp: QmpClient): Promise<string> {
  const { status, 'error-desc': words } = await qmp.execute('query-migrate')
  return words ?? `migration ${status ?? 'none'}`
}

/**
 * Ends a migration that may be under way, and resolves when none is. One that completed has made
 * QEMU give up its disks, and refuse to migrate again, until the guest has run: one that is to stay
 * paused runs for a moment, because nothing else takes it out of that (qmp_cont, migrate_prepare).
 * Rejects where it does not end in time.
 */
export async function abandonMigration(
  qmp: QmpClient,
  guest: { readonly paused: boolean },
): Promise<void> {
  await cancelMigration(qmp)
  if (!guest.paused || (await qmp.execute('query-status')).status !== 'postmigrate') return
  await qmp.execute('cont')
  await qmp.execute('stop')
}

async function cancelMigration(qmp: QmpClient): Promise<void> {
  const { outcome, forget } = expectOutcome(qmp)
  try {
    const { status } = await qmp.execute('query-migrate')
    if (isIdle(status) || isOutcome(status)) return
    await qmp.execute('migrate_cancel')
    if (!(await within(outcome, CANCEL_LIMIT_MS))) throw new GuesthouseError('QEMU_NO_ANSWER')
    await outcome
  } finally {
    forget()
  }
}
