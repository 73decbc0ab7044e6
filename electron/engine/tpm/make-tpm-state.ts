import { mkdtemp, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { errorCode, syncDirectory, writeError } from '../../platform/files.ts'
import { describeEnd, runProgram } from '../capabilities/run-program.ts'

/** ms; swtpm_setup makes two keys, 0.7 s here, and a busy computer takes its time. */
const SETUP_TIMEOUT_MS = 60_000
/** Where swtpm keeps what outlives a run (swtpm's nvstore_dir.c). */
const PERMANENT_STATE = 'tpm2-00.permall'

/** How the paths of folders begin that makeTpmState makes first. */
export const tpmInTheMaking = (dir: string): string => join(dirname(dir), `.${basename(dir)}.`)

/** Whether it is the name of a folder that makeTpmState makes first; a crash may leave one. */
export const isTpmInTheMaking = (name: string): boolean => /^\.tpm\.[A-Za-z0-9]{6}$/.test(name)

export interface TpmStateRequest {
  readonly swtpmSetup: string
  readonly dir: string
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
}

/**
 * Sees to it that the guest has a TPM of its own: made once, under another name, so that the folder
 * is there whole or not at all. One that is there is never made anew: with it would go what the
 * guest has sealed. Rejects with TPM_STATE_MISSING where the folder has lost its content, with
 * TPM_FAILED, or with the signal's reason.
 */
export async function makeTpmState(request: TpmStateRequest): Promise<void> {
  const { dir, signal } = request
  const names = await readdir(dir).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw new GuesthouseError('TPM_FAILED', {}, error)
  })
  if (names?.includes(PERMANENT_STATE) === true) return
  if (names !== null) throw new GuesthouseError('TPM_STATE_MISSING', { path: dir })
  const temporary = await mkdtemp(tpmInTheMaking(dir)).catch((error: unknown) => {
    throw writeError(dir, error)
  })
  try {
    await setUp(request, temporary)
    await syncFiles(temporary)
    await syncDirectory(temporary)
    await rename(temporary, dir)
    await syncDirectory(dirname(dir))
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    signal.throwIfAborted()
    throw error instanceof GuesthouseError ? error : new GuesthouseError('TPM_FAILED', {}, error)
  }
}

/** Else a power failure could leave the guest a TPM whose files are empty. */
async function syncFiles(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = await open(join(directory, entry.name), 'r')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
  }
}

/**
 * With endorsement keys and without certificates for them: those would be signed by an authority
 * of this user's own that nobody trusts, and the authority that packages set up is root's.
 */
async function setUp(request: TpmStateRequest, into: string): Promise<void> {
  const { swtpmSetup, env, signal } = request
  const result = await runProgram({
    file: swtpmSetup,
    args: [
      ...['--tpm2', '--tpmstate', into],
      ...['--createek', '--lock-nvram', '--pcr-banks', 'sha256'],
    ],
    // Its words are quoted, so they are English.
    env: { ...env, LC_ALL: 'C' },
    timeoutMs: SETUP_TIMEOUT_MS,
    signal,
  })
  if (result.code === 0) return
  // It reports on stdout, its errors included.
  const words = result.stdout.trim().split('\n').slice(-3).join('\n')
  throw new GuesthouseError('TPM_FAILED', {}, [describeEnd(result), words].join('\n').trim())
}
