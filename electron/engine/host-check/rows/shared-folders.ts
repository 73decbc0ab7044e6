import { findVirtiofsd, findVirtiofsdProgram } from '../../sharing/index.ts'
import { type CheckedHost, type CheckResult, requireOrdinaryUser } from '../check.ts'
import { installRemedy } from '../remedies.ts'

/** A virtiofsd that works for this user, proved by starting it; without one there is 9p. */
export async function checkSharedFolders(host: CheckedHost): Promise<CheckResult> {
  const { env, paths, logger, places, user, distribution } = host
  const path = await findVirtiofsdProgram(env, places.virtiofsd)
  const install = installRemedy(distribution, 'virtiofsd')
  if (path === null) {
    const findings = [{ code: 'VIRTIOFS_MISSING', params: {} }] as const
    return { verdict: 'limited', findings, remedies: install }
  }
  requireOrdinaryUser(host)
  const cacheFile = paths.hostCache('virtiofsd')
  const elsewhere = places.virtiofsd
  const found = await findVirtiofsd({ env, cacheFile, logger, user, elsewhere, anew: true })
  if (found === null) {
    const findings = [{ code: 'VIRTIOFS_NOT_FOR_USERS', params: { path } }] as const
    return { verdict: 'limited', findings, remedies: install }
  }
  if (found.sandbox === 'none') {
    const findings = [{ code: 'VIRTIOFS_WITHOUT_SANDBOX', params: { path } }] as const
    return { verdict: 'limited', findings, remedies: [] }
  }
  return { verdict: 'good', findings: [{ code: 'VIRTIOFS_WORKS', params: { path } }], remedies: [] }
}
