import type { Finding } from '../../../../shared/domain/host-check/findings.ts'
import { ownAccount } from '../../account/index.ts'
import { findProgram } from '../../capabilities/find-program.ts'
import { provePasst } from '../../network/index.ts'
import { type CheckedHost, type CheckResult, requireOrdinaryUser } from '../check.ts'
import { installRemedy } from '../remedies.ts'

/** passt, proved by starting it, and what this one does not do. */
export async function checkNetwork(host: CheckedHost): Promise<CheckResult> {
  const { env, paths, logger, signal, distribution } = host
  const path = await findProgram({ names: ['passt'], env })
  if (path === null) {
    const findings = [{ code: 'PASST_MISSING', params: {} }] as const
    return { verdict: 'missing', findings, remedies: installRemedy(distribution, 'passt') }
  }
  requireOrdinaryUser(host)
  const [qemu, proof] = await Promise.all([
    // That there is none is told by the row of QEMU.
    host.qemu().catch(() => null),
    provePasst({ env, paths, logger, signal, account: ownAccount() }).catch((error: unknown) => {
      signal.throwIfAborted()
      return error instanceof Error ? error : new Error(String(error))
    }),
  ])
  if (proof instanceof Error) {
    const findings = [{ code: 'PASST_FAILS', params: {} }] as const
    return { verdict: 'missing', findings, remedies: [], cause: proof.message }
  }
  if (qemu !== null && !qemu.netdevTypes.includes('stream')) {
    const params = { version: qemu.version }
    const findings = [{ code: 'PASST_NEEDS_NEWER_QEMU', params }] as const
    return { verdict: 'missing', findings, remedies: [] }
  }
  return judgePasst(proof)
}

/** Pure. */
export function judgePasst(proof: {
  readonly dropsLoopback: boolean
  readonly hasNameServer: boolean
}): CheckResult {
  const lacking: Finding[] = [
    ...(proof.dropsLoopback ? [] : [{ code: 'PASST_WITHOUT_ADDRESS', params: {} } as const]),
    ...(proof.hasNameServer ? [] : [{ code: 'PASST_WITHOUT_NAMES', params: {} } as const]),
  ]
  const [first, ...others] = lacking
  // Updating is no mend that could be promised: the release may have no newer one.
  if (first !== undefined) return { verdict: 'limited', findings: [first, ...others], remedies: [] }
  return { verdict: 'good', findings: [{ code: 'PASST_WORKS', params: {} }], remedies: [] }
}
