import type { ShareConfig } from '../../../shared/domain/config/devices.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { MountLine } from '../../../shared/domain/sharing.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Paths } from '../../platform/paths.ts'
import { type AgentGuest, lastWords, runInGuest, withAgent } from '../agent/index.ts'
import type { ShareBackend } from '../preparation/resources.ts'
import type { RunRecord } from '../store/run-file.ts'
import { defaultMountPoint, mountArguments, mountLine } from './mount-line.ts'
import { virtiofsdFor } from './prepare-shares.ts'

/** How a share reaches a guest that runs: over virtiofs, it has a helper of its own. */
const driverOf = ({ helpers }: Pick<RunRecord, 'helpers'>, id: string): ShareBackend['driver'] =>
  helpers.some(({ name }) => name === id) ? 'virtiofs' : '9p'

/**
 * What to type in the guest for each of its folders: those that it has where it runs, else those
 * that it would get at a start now.
 */
export async function mountLines(
  shares: readonly ShareConfig[],
  record: Pick<RunRecord, 'helpers' | 'config'> | null,
  host: { readonly env: NodeJS.ProcessEnv; readonly allPaths: Paths; readonly logger: Logger },
): Promise<MountLine[]> {
  if (record !== null) {
    return record.config.shares.map((share) => {
      const driver = driverOf(record, share.id)
      return { share: share.id, driver, line: mountLine(share, driver) }
    })
  }
  const works = (await virtiofsdFor(shares, host)) !== null
  return shares.map((share) => {
    const driver = share.driver !== '9p' && works ? 'virtiofs' : '9p'
    return { share: share.id, driver, line: mountLine(share, driver) }
  })
}

/**
 * Mounts a folder in the guest through its agent, at /mnt/<tag> unless told otherwise; one that is
 * mounted there already is left as it is. Says where. Rejects with SHARE_NOT_FOUND, MOUNT_FAILED or
 * the agent's errors.
 */
export async function mountShare(
  guest: AgentGuest,
  record: Pick<RunRecord, 'helpers' | 'config'>,
  request: { readonly share: string; readonly mountPoint?: string | undefined },
): Promise<{ readonly mountPoint: string }> {
  const share = record.config.shares.find(({ id }) => id === request.share)
  if (share === undefined) throw new GuesthouseError('SHARE_NOT_FOUND')
  const mountPoint = request.mountPoint ?? defaultMountPoint(share)
  const args = mountArguments(share, driverOf(record, share.id), mountPoint)
  // "$1" is the mount point; the rest is mount's. Nothing of it is read by the shell.
  const script =
    'point=$1; shift; mkdir -p -- "$point" && { mountpoint -q "$point" || mount "$@"; }'
  const end = await withAgent(guest, (agent) =>
    runInGuest(agent, { path: '/bin/sh', args: ['-c', script, 'sh', mountPoint, ...args] }),
  )
  if (end.code !== 0) {
    const reason = lastWords(end.stderr) ?? `exit status ${end.code}`
    throw new GuesthouseError('MOUNT_FAILED', { reason })
  }
  return { mountPoint }
}
