import { stat } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { findProgram } from '../capabilities/find-program.ts'
import { describeEnd, runProgram } from '../capabilities/run-program.ts'
import { commandOf, type Remedy } from './remedies.ts'

/**
 * ms. Packages come over the network, and a person reads what the desktop asks. What runs as root
 * cannot be ended by us anyway: after this it is waited for no longer than it lasts.
 */
const LIMIT_MS = 60 * 60_000
/** Characters of its output that are kept for the cause. */
const CAUSE_MAX = 2_000

/**
 * Where the administrator's programs are looked for, as sudo does (secure_path): pkexec would look along
 * the person's PATH, which may lead to programs of theirs, and on Debian has no /usr/sbin.
 */
const SYSTEM_PATH = '/usr/sbin:/usr/bin:/sbin:/bin'

/** Of pkexec(1): the person closed the dialog, and not authorised (or no agent, or no such program). */
const DISMISSED = 126
const NOT_AUTHORISED = 127

/**
 * polkit's pkexec, where the desktop can be expected to ask for a password: it is installed with its
 * right, and the session is a graphical one, which has an agent. null where not.
 */
export async function findPkexec(
  env: NodeJS.ProcessEnv,
  isTrusted: (path: string) => Promise<boolean> = isSetUidRoot,
): Promise<string | null> {
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return null
  const path = await findProgram({ names: ['pkexec'], env: { PATH: SYSTEM_PATH } })
  return path !== null && (await isTrusted(path)) ? path : null
}

const isSetUidRoot = async (path: string): Promise<boolean> => {
  const { uid, mode } = await stat(path)
  return uid === 0 && (mode & 0o4000) !== 0
}

/**
 * Has a remedy run with the administrator's rights, for which the desktop asks. Rejects with
 * MEND_DISMISSED, MEND_NOT_AUTHORISED, or MEND_FAILED with the command's own words.
 */
export async function runAsAdministrator(
  remedy: Remedy,
  options: { readonly pkexec: string; readonly env: NodeJS.ProcessEnv },
): Promise<void> {
  const { pkexec, env } = options
  const command = commandOf(remedy)
  // Its own agent would ask on a terminal that may not be there.
  const [name = '', ...rest] = remedy.argv
  const program = await findProgram({ names: [name], env: { PATH: SYSTEM_PATH } })
  if (program === null) {
    throw new GuesthouseError('MEND_FAILED', { command }, `${name} is in none of ${SYSTEM_PATH}`)
  }
  const args = ['--disable-internal-agent', program, ...rest]
  const result = await runProgram({ file: pkexec, args, env, timeoutMs: LIMIT_MS }).catch(
    (error: unknown) => {
      throw new GuesthouseError('MEND_FAILED', { command }, error)
    },
  )
  if (result.code === 0) return
  const words = `${result.stdout}\n${describeEnd(result)}`.trim().slice(-CAUSE_MAX)
  if (result.code === DISMISSED) throw new GuesthouseError('MEND_DISMISSED', {}, words)
  if (result.code === NOT_AUTHORISED) throw new GuesthouseError('MEND_NOT_AUTHORISED', {}, words)
  throw new GuesthouseError('MEND_FAILED', { command }, words)
}
