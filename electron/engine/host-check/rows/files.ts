import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type CheckedHost, type CheckResult, requireOrdinaryUser } from '../check.ts'
import { filesRemedy } from '../remedies.ts'

/** systemd before 240, and whoever starts sessions without it, gives 4,096; virtiofsd wants more. */
const FEW = 4_096

/** How many files this process, and those that it starts, may have open (RLIMIT_NOFILE). */
export async function checkFiles(host: CheckedHost): Promise<CheckResult> {
  requireOrdinaryUser(host)
  const { places, user } = host
  return judgeFiles(await readFile(join(places.proc, 'self/limits'), 'utf8'), user.name)
}

/** From /proc/self/limits, by the hard limit, up to which programs raise their own. Pure. */
export function judgeFiles(limits: string, user: string): CheckResult {
  const [, hard] = /^Max open files\s+\S+\s+(\d+|unlimited)\s/m.exec(limits) ?? []
  if (hard === undefined) throw new Error('no limit of open files is told')
  if (hard === 'unlimited') {
    return { verdict: 'good', findings: [{ code: 'FILES_UNLIMITED', params: {} }], remedies: [] }
  }
  const params = { limit: Number(hard) }
  if (params.limit <= FEW) {
    const findings = [{ code: 'FILES_FEW', params }] as const
    return { verdict: 'limited', findings, remedies: filesRemedy(user) }
  }
  return { verdict: 'good', findings: [{ code: 'FILES_ENOUGH', params }], remedies: [] }
}
