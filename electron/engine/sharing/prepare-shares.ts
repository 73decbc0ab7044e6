import { userInfo } from 'node:os'
import type { ShareConfig } from '../../../shared/domain/config/devices.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { checkSocketPath } from '../../platform/paths.ts'
import type { ShareBackend } from '../preparation/resources.ts'
import type { RunPreparation } from '../preparation/run-preparation.ts'
import { startListener } from '../process/start-listener.ts'
import { checkShare } from './check-share.ts'
import { findVirtiofsd, type Virtiofsd, virtiofsdArguments } from './virtiofsd.ts'

type Run = Omit<RunPreparation, 'qemu'>

/**
 * How each shared folder reaches the guest, by the share's id: virtiofs where a virtiofsd works for
 * this user and the share allows it, else 9p inside QEMU. A folder that cannot be shared keeps the
 * guest from starting, with checkShare's reason.
 */
export async function prepareShares(run: Run): Promise<Readonly<Record<string, ShareBackend>>> {
  const { shares } = run.config
  if (shares.length === 0) return {}
  for (const share of shares) {
    const { holdsOurs } = await checkShare(share.path, run.allPaths)
    if (holdsOurs && !share.readOnly) {
      const params = { path: share.path }
      run.notice({ code: 'SHARE_HOLDS_GUESTHOUSE', device: share.id, params })
    }
  }
  const virtiofsd = await virtiofsdFor(shares, run)
  const backends = shares.map(async (share) => [share.id, await backend(run, share, virtiofsd)])
  return Object.fromEntries(await Promise.all(backends)) as Record<string, ShareBackend>
}

/** How each would reach the guest; a virtiofsd that works for this user is taken to serve it. */
export async function planShares(
  run: Pick<Run, 'config' | 'paths' | 'env' | 'allPaths' | 'logger'>,
): Promise<Readonly<Record<string, ShareBackend>>> {
  const { shares } = run.config
  const virtiofsd = await virtiofsdFor(shares, run)
  return Object.fromEntries(
    shares.map(({ id, driver }): [string, ShareBackend] => [
      id,
      driver === '9p' || virtiofsd === null
        ? { driver: '9p' }
        : { driver: 'virtiofs', socket: run.paths.helperSocket(id) },
    ]),
  )
}

/** The virtiofsd for these shares; null where none works or none is wanted. */
export async function virtiofsdFor(
  shares: readonly ShareConfig[],
  { env, allPaths, logger }: Pick<Run, 'env' | 'allPaths' | 'logger'>,
): Promise<Virtiofsd | null> {
  if (shares.every(({ driver }) => driver === '9p')) return null
  const cacheFile = allPaths.hostCache('virtiofsd')
  return findVirtiofsd({ env, cacheFile, logger, user: userInfo() })
}

async function backend(
  run: Run,
  share: ShareConfig,
  virtiofsd: Virtiofsd | null,
): Promise<ShareBackend> {
  if (share.driver === '9p') return { driver: '9p' }
  if (virtiofsd !== null) {
    try {
      return { driver: 'virtiofs', socket: await serve(run, share, virtiofsd) }
    } catch (error) {
      run.signal.throwIfAborted()
      run.logger.warn('virtiofsd could not serve a folder', { share: share.id, error })
    }
  }
  if (share.driver === 'virtiofs') {
    const params = { tag: share.tag }
    run.notice({ code: 'VIRTIOFS_UNAVAILABLE', device: share.id, params })
  }
  return { driver: '9p' }
}

async function serve(run: Run, share: ShareConfig, virtiofsd: Virtiofsd): Promise<string> {
  const { id, path: folder, readOnly } = share
  const socket = checkSocketPath(run.paths.helperSocket(id))
  const { sandbox, path } = virtiofsd
  const user = userInfo()
  await startListener(run, {
    spec: {
      name: id,
      path,
      argv: virtiofsdArguments({ socket, folder, readOnly, sandbox, user }),
      logPath: run.paths.helperLog(id),
      env: run.env,
    },
    socket,
    failed: (cause) => new GuesthouseError('INTERNAL', {}, cause),
  })
  return socket
}
