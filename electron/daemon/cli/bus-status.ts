import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { DAEMON_BUS_NAME } from '../../../shared/domain/daemon.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { errorCode } from '../../platform/files.ts'
import { heldCapabilities } from '../privileges/held-capabilities.ts'

/** Seconds that the bus is given. */
const TIME_OUT = 10

/** Who has the daemon's name. */
export interface BusStatus {
  readonly pid: number
  readonly uid: number
  /** As /etc/passwd has it; null where it has none. */
  readonly account: string | null
  /** Effective, as names. */
  readonly capabilities: readonly string[]
}

/** Asks the bus itself, which starts nothing. */
async function ask(method: string, env: NodeJS.ProcessEnv): Promise<unknown> {
  const bus = ['org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus']
  const options = ['--system', '--json=short', `--timeout=${TIME_OUT}`, 'call']
  try {
    const { stdout } = await promisify(execFile)(
      'busctl',
      [...options, ...bus, method, 's', DAEMON_BUS_NAME],
      { env, timeout: 2 * TIME_OUT * 1000 },
    )
    const answer: unknown = JSON.parse(stdout)
    if (typeof answer === 'object' && answer !== null && 'data' in answer) {
      return Array.isArray(answer.data) ? answer.data[0] : undefined
    }
    return undefined
  } catch (error) {
    throw new GuesthouseError('SYSTEM_BUS_SILENT', {}, error)
  }
}

/**
 * The daemon, by the name that it has on the system bus; null where nobody has it. Rejects with
 * SYSTEM_BUS_SILENT.
 */
export async function busStatus(env: NodeJS.ProcessEnv): Promise<BusStatus | null> {
  if ((await ask('NameHasOwner', env)) !== true) return null
  const pid = await ask('GetConnectionUnixProcessID', env)
  const uid = await ask('GetConnectionUnixUser', env)
  if (typeof pid !== 'number' || typeof uid !== 'number') return null
  try {
    const { effective } = await heldCapabilities(pid)
    return { pid, uid, account: await accountName(uid), capabilities: effective }
  } catch (error) {
    // It ended between the question and the look.
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ESRCH') return null
    throw error
  }
}

/** System accounts are in the file; nobody else runs the daemon. */
async function accountName(uid: number): Promise<string | null> {
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const fields = accounts.split('\n').map((line) => line.split(':'))
  return fields.find(([, , id]) => id === String(uid))?.[0] ?? null
}
