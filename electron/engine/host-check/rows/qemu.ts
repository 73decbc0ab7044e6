import { type ErrorCode, GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { Finding } from '../../../../shared/domain/host-check/findings.ts'
import { findQemu, findQemuImg } from '../../capabilities/index.ts'
import { type CheckedHost, type CheckResult, requireOrdinaryUser } from '../check.ts'
import { installRemedy } from '../remedies.ts'

const isOurs = (error: unknown, code: ErrorCode): error is GuesthouseError =>
  error instanceof GuesthouseError && error.code === code

/** QEMU, its version, and the program beside it that makes disks. */
export async function checkQemu(host: CheckedHost): Promise<CheckResult> {
  const { distribution, env } = host
  const install = installRemedy(distribution, 'qemu')
  const path = await findQemu(env).catch((error: unknown) => {
    if (isOurs(error, 'QEMU_NOT_FOUND')) return null
    throw error
  })
  if (path === null) {
    return { ...missing({ code: 'QEMU_MISSING', params: {} }), remedies: install }
  }
  requireOrdinaryUser(host)
  try {
    const [qemu, hasQemuImg] = await Promise.all([host.qemu(), isThere(findQemuImg(env))])
    const { version } = qemu
    const found: Finding = { code: 'QEMU_FOUND', params: { version, path: qemu.path } }
    if (!hasQemuImg) {
      const findings = [{ code: 'QEMU_IMG_MISSING', params: {} }, found] as const
      return { verdict: 'missing', findings, remedies: installRemedy(distribution, 'qemu-img') }
    }
    if (!qemu.netdevTypes.includes('stream')) {
      const findings = [found, { code: 'QEMU_BEFORE_STREAM', params: { version } }] as const
      return { verdict: 'limited', findings, remedies: [] }
    }
    return { verdict: 'good', findings: [found], remedies: [] }
  } catch (error) {
    if (isOurs(error, 'QEMU_TOO_OLD')) return missing({ code: 'QEMU_OLD', params: error.params })
    if (!isOurs(error, 'QEMU_UNUSABLE')) throw error
    const { cause } = error.toData()
    return { ...missing({ code: 'QEMU_BROKEN', params: { path } }), cause }
  }
}

const missing = (finding: Finding): CheckResult => ({
  ...{ verdict: 'missing', findings: [finding], remedies: [] },
})

const isThere = (found: Promise<string>): Promise<boolean> =>
  found.then(
    () => true,
    () => false,
  )
