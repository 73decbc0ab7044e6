import { userInfo } from 'node:os'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import {
  type HostCheckId,
  hostCheckIds,
  type HostCheckRow,
  type HostCheckView,
  type SystemDaemon,
} from '../../../shared/domain/host-check.ts'
import {
  askTrayHost,
  type CheckedHost,
  type CheckedRow,
  findDistribution,
  findPkexec,
  findSystemDaemons,
  hostPlaces,
  type HostProbes,
  mendOf,
  type Remedy,
  runAsAdministrator,
  runChecks,
} from '../../connections/this-computer.ts'
import type { Logger } from '../../platform/logger.ts'
import { resolvePaths } from '../../platform/paths.ts'
import { createSource, type Source } from '../ipc/source.ts'

/** What this computer can do for machines, looked at when somebody asks. */
export interface HostCheck extends Source<'hostCheck'> {
  /**
   * Looks at everything anew, or at that one; at a row that is being looked at, no second time.
   * Resolves when it has begun.
   */
  run(id?: HostCheckId): Promise<void>
  /**
   * Has a mend of a row run, one of those that the row was shown with, and looks again. Resolves when
   * that is done. Rejects with MEND_UNAVAILABLE, MEND_UNDER_WAY, MEND_DISMISSED,
   * MEND_NOT_AUTHORISED or MEND_FAILED.
   */
  mend(id: HostCheckId, mend: string): Promise<void>
  systemDaemons(): Promise<SystemDaemon[]>
  close(): void
}

export interface HostCheckOptions {
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
  /** Those of the engine, so that what has changed shows everywhere. */
  readonly probes: HostProbes
  readonly disksFolder: () => string | null
  /** What is known of the desktop's tray by now; null: nothing. */
  readonly trayHost: () => boolean | null
  /** For tests: what is looked at, and how. */
  readonly parts?: Partial<Parts>
}

interface Parts {
  readonly user: CheckedHost['user']
  readonly places: CheckedHost['places']
  readonly runChecks: typeof runChecks
  readonly findPkexec: typeof findPkexec
}

/** The account of this process. */
export function thisUser(): CheckedHost['user'] {
  const { uid, gid, username } = userInfo()
  return { uid, gid, name: username }
}

/** A row before anything is known of it. */
const blank = (id: HostCheckId): HostCheckRow => ({
  ...{ id, verdict: null, findings: [], mends: [], took: null },
})

export function createHostCheck(options: HostCheckOptions): HostCheck {
  const { env, logger, probes } = options
  const parts: Parts = {
    ...{ user: thisUser(), places: hostPlaces(env), runChecks, findPkexec },
    ...options.parts,
  }
  const source = createSource<'hostCheck'>({ state: 'not-run', startedAt: null, rows: [] })
  const closing = new AbortController()
  /** What mends the rows, as they were shown: a page names one, and no command. */
  const remedies = new Map<HostCheckId, readonly Remedy[]>()
  const underWay = new Map<HostCheckId, Promise<void>>()
  let isMending = false

  const update = (row: HostCheckRow, more: Partial<HostCheckView> = {}): void => {
    const { rows, ...view } = source.view()
    source.set({ ...view, ...more, rows: rows.map((old) => (old.id === row.id ? row : old)) })
  }
  /** `anew`: what is kept until the computer is started again is tested again as well. */
  const host = async (anew: boolean): Promise<CheckedHost> => ({
    ...{ env, logger, signal: closing.signal, paths: resolvePaths(env) },
    ...{ user: parts.user, places: parts.places },
    qemu: () => probes.qemu(),
    acceleration: () => probes.acceleration({ anew }),
    daemonBridges: () => probes.daemonBridges(),
    distribution: await findDistribution(parts.places),
    disksFolder: options.disksFolder(),
    trayHost: async () => options.trayHost() ?? askTrayHost(env, closing.signal),
  })

  /** Resolves when all of the rows are known. */
  const look = async (wanted: readonly HostCheckId[]): Promise<void> => {
    const begun = wanted.filter((id) => !underWay.has(id))
    if (begun.length > 0) begin(begun)
    await Promise.all(wanted.flatMap((id) => underWay.get(id) ?? []))
  }
  /** What is under way may have been read before the change. */
  const lookAnew = async (wanted: readonly HostCheckId[]): Promise<void> => {
    await Promise.all(wanted.flatMap((id) => underWay.get(id) ?? []))
    await look(wanted)
  }
  const begin = (ids: readonly HostCheckId[]): void => {
    const view = source.view()
    const known = new Map(view.rows.map((row) => [row.id, row]))
    const rows = hostCheckIds.map((id) => (ids.includes(id) ? blank(id) : known.get(id)))
    source.set({
      state: 'running',
      startedAt: Date.now(),
      rows: rows.filter((row) => row !== undefined),
    })
    const settle = new Map<HostCheckId, () => void>()
    for (const id of ids) {
      underWay.set(id, new Promise<void>((resolve) => settle.set(id, resolve)))
    }
    const finish = (row: HostCheckRow): void => {
      underWay.delete(row.id)
      if (!closing.signal.aborted) {
        update(row, { state: underWay.size === 0 ? 'done' : 'running' })
      }
      settle.get(row.id)?.()
      settle.delete(row.id)
    }
    run(ids, finish).catch((error: unknown) => {
      if (!closing.signal.aborted) logger.error('the host check failed', { error: String(error) })
      // Whatever it was: a row that was not looked at says so.
      for (const id of settle.keys()) finish(failed(id, error))
    })
  }
  const run = async (
    ids: readonly HostCheckId[],
    finish: (row: HostCheckRow) => void,
  ): Promise<void> => {
    const canAsk = (await parts.findPkexec(env)) !== null
    const tell = (id: HostCheckId, row: CheckedRow): void => {
      remedies.set(id, row.remedies)
      finish(rowOf(id, row, canAsk))
    }
    await parts.runChecks({ host: await host(ids.length === 1), ids, tell })
  }

  return {
    view: () => source.view(),
    onChange: (listener) => source.onChange(listener),
    async run(id) {
      const hasRun = source.view().state !== 'not-run'
      void look(id !== undefined && hasRun ? [id] : hostCheckIds)
    },
    async mend(id, mend) {
      if (isMending) throw new GuesthouseError('MEND_UNDER_WAY')
      isMending = true
      try {
        const remedy = remedies.get(id)?.find((known) => known.id === mend)
        const pkexec = await parts.findPkexec(env)
        if (remedy === undefined || pkexec === null || !mendOf(remedy, true).doable) {
          throw new GuesthouseError('MEND_UNAVAILABLE')
        }
        logger.info('mending', { id, mend, argv: remedy.argv })
        try {
          await runAsAdministrator(remedy, { pkexec, env })
        } finally {
          // A command that failed may have done a part. QEMU is what most rows are about.
          if (!closing.signal.aborted) await lookAnew(id === 'qemu' ? hostCheckIds : [id])
        }
      } finally {
        isMending = false
      }
    },
    systemDaemons: () => findSystemDaemons(parts.places),
    close() {
      closing.abort(new Error('the host check was closed'))
    },
  }
}

/** A row as pages and terminals have it. Pure. */
export const rowOf = (
  id: HostCheckId,
  { verdict, findings, remedies, cause, took }: CheckedRow,
  canAsk: boolean,
): HostCheckRow => ({
  ...{ id, verdict, findings: [...findings], took },
  mends: remedies.map((remedy) => mendOf(remedy, canAsk)),
  ...(cause === undefined ? {} : { cause }),
})

const failed = (id: HostCheckId, error: unknown): HostCheckRow => ({
  ...{ id, verdict: 'unknown', mends: [], took: 0, cause: String(error) },
  findings: [{ code: 'CHECK_FAILED', params: {} }],
})
