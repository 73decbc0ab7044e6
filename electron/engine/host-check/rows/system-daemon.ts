import type { SystemDaemon } from '../../../../shared/domain/host-check.ts'
import type { Finding } from '../../../../shared/domain/host-check/findings.ts'
import type { CheckedHost, CheckResult } from '../check.ts'
import { findSystemDaemons } from '../system-daemons.ts'

/** Whether there is a service of the computer that machines could run under instead. */
export const checkSystemDaemon = async ({ places }: CheckedHost): Promise<CheckResult> =>
  judgeDaemons(await findSystemDaemons(places))

/** Pure. */
export function judgeDaemons(daemons: readonly SystemDaemon[]): CheckResult {
  const [first, ...others] = daemons
    .filter(({ state }) => state !== 'absent')
    .map(({ kind: name, state, account }): Finding => {
      if (state === 'installed') return { code: 'DAEMON_INSTALLED', params: { name } }
      if (account === null) return { code: 'DAEMON_RUNNING', params: { name } }
      return { code: 'DAEMON_RUNNING_AS', params: { name, account } }
    })
  if (first === undefined) {
    return { verdict: 'good', findings: [{ code: 'DAEMON_NONE', params: {} }], remedies: [] }
  }
  return { verdict: 'limited', findings: [first, ...others], remedies: [] }
}
