import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { FindingCode } from '../../../../shared/domain/host-check/findings.ts'
import { findProgram } from '../../capabilities/find-program.ts'
import { describeEnd, runProgram } from '../../capabilities/run-program.ts'
import { hasUserManager } from '../../scope/index.ts'
import { type CheckedHost, type CheckResult, requireOrdinaryUser } from '../check.ts'
import { lingerRemedy } from '../remedies.ts'

/** ms; both answer within some. */
const ANSWER_MS = 5_000

/** systemd's user manager, which gives machines scopes of their own, and whether it lingers. */
export async function checkUserManager(host: CheckedHost): Promise<CheckResult> {
  requireOrdinaryUser(host)
  const { env, user } = host
  const limited = (code: FindingCode, cause?: string): CheckResult => ({
    ...{ verdict: 'limited', findings: [{ code, params: {} }], remedies: [], cause },
  })
  if (!(await hasUserManager(env))) return limited('MANAGER_MISSING')
  const silence = await silenceOf(host)
  if (silence !== null) return limited('MANAGER_SILENT', silence)
  if (!(await lingers(host))) {
    return { ...limited('MANAGER_ENDS_AT_LOGOUT'), remedies: lingerRemedy(user.name) }
  }
  return { verdict: 'good', findings: [{ code: 'MANAGER_LINGERS', params: {} }], remedies: [] }
}

/** Why the manager does not answer by the way that scopes are made; null where it does. */
async function silenceOf({ env, signal }: CheckedHost): Promise<string | null> {
  const file = await findProgram({ names: ['busctl'], env })
  if (file === null) return 'there is no busctl'
  const manager = [
    ...['org.freedesktop.systemd1', '/org/freedesktop/systemd1'],
    ...['org.freedesktop.systemd1.Manager', 'Version'],
  ]
  const args = ['--user', '--auto-start=no', '--', 'get-property', ...manager]
  const answer = await runProgram({ file, args, env, signal, timeoutMs: ANSWER_MS })
  return answer.code === 0 ? null : describeEnd(answer)
}

/** As logind says; where it does not, by the file in which it notes that. */
async function lingers({ env, signal, user, places }: CheckedHost): Promise<boolean> {
  const file = await findProgram({ names: ['loginctl'], env })
  if (file !== null) {
    const args = ['show-user', '--property=Linger', '--', user.name]
    const { code, stdout } = await runProgram({ file, args, env, signal, timeoutMs: ANSWER_MS })
    const [, answer] = /^Linger=(yes|no)$/m.exec(stdout) ?? []
    if (code === 0 && answer !== undefined) return answer === 'yes'
  }
  return access(join(places.linger, user.name)).then(
    () => true,
    () => false,
  )
}
