import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { checkSocketPath, type GuestPaths } from '../../platform/paths.ts'
import { findProgram } from '../capabilities/find-program.ts'
import type { RunPreparation } from '../preparation/run-preparation.ts'
import { startListener } from '../process/start-listener.ts'
import { makeTpmState } from './make-tpm-state.ts'
import { tpmHolder } from './tpm-lock.ts'

/** The helper's name, by which its socket and log are called. */
const TPM = 'tpm'

/** What runs a TPM, and what makes one. */
export const tpmPrograms = ['swtpm', 'swtpm_setup'] as const

/** Where QEMU finds the TPM of a guest that has one. */
export const tpmSocket = (paths: Pick<GuestPaths, 'helperSocket'>): string =>
  paths.helperSocket(TPM)

/**
 * Starts the TPM of a guest that has one and gives the socket on which QEMU finds it; null for a
 * guest without. A guest whose TPM cannot be had does not start: what it sealed, its disk's key
 * first of all, would be out of its reach. Rejects with TPM_MISSING, TPM_BUSY, TPM_STATE_MISSING,
 * TPM_FAILED or SOCKET_PATH_TOO_LONG.
 */
export async function prepareTpm(
  run: Pick<
    RunPreparation,
    'config' | 'paths' | 'env' | 'files' | 'logger' | 'signal' | 'startHelper'
  >,
): Promise<string | null> {
  const { config, paths, env, signal } = run
  if (!config.tpm) return null
  // In turn, so that where both are missing the same one is named each time.
  const swtpm = await find(tpmPrograms[0], env)
  const swtpmSetup = await find(tpmPrograms[1], env)
  const dir = paths.tpmDir
  const socket = checkSocketPath(tpmSocket(paths))
  if (socket.includes(',')) {
    // swtpm cuts its options at commas and knows no escape (src/swtpm/options.c).
    throw new GuesthouseError('TPM_FAILED', {}, `a comma in ${socket}`)
  }
  await makeTpmState({ swtpmSetup, dir, env, signal })
  const holder = await tpmHolder(dir)
  if (holder !== null) throw new GuesthouseError('TPM_BUSY', {}, `process ${holder}`)
  await run.files.take(config.id, [{ path: dir, access: 'state' }])
  await startListener(run, {
    spec: {
      name: TPM,
      path: swtpm,
      // --terminate: it ends when QEMU's connection does.
      argv: ['socket', '--tpm2', '--ctrl', `type=unixio,path=${socket},mode=0600`, '--terminate'],
      logPath: paths.helperLog(TPM),
      // As an option, the folder's name could hold no comma.
      env: { ...env, TPM_PATH: dir },
    },
    socket,
    failed: (cause) => new GuesthouseError('TPM_FAILED', {}, cause),
  })
  return socket
}

async function find(name: string, env: NodeJS.ProcessEnv): Promise<string> {
  const path = await findProgram({ names: [name], env })
  if (path === null) throw new GuesthouseError('TPM_MISSING', { program: name })
  return path
}
