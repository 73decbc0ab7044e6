import { tpmPrograms } from '../../tpm/index.ts'
import { findProgram } from '../../capabilities/find-program.ts'
import type { CheckedHost, CheckResult } from '../check.ts'
import { installRemedy } from '../remedies.ts'

/** The programs that give machines a TPM. */
export async function checkTpm({ env, distribution }: CheckedHost): Promise<CheckResult> {
  const paths = await Promise.all(tpmPrograms.map((name) => findProgram({ names: [name], env })))
  const program = tpmPrograms[paths.indexOf(null)]
  if (program !== undefined) {
    const findings = [{ code: 'TPM_PROGRAM_MISSING', params: { program } }] as const
    return { verdict: 'missing', findings, remedies: installRemedy(distribution, 'tpm') }
  }
  const findings = [{ code: 'TPM_FOUND', params: { path: paths[0] ?? '' } }] as const
  return { verdict: 'good', findings, remedies: [] }
}
