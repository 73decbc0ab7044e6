import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Acceleration } from '../../../../shared/domain/guest.ts'
import type { Finding } from '../../../../shared/domain/host-check/findings.ts'
import { openKvm } from '../../accel/index.ts'
import type { CheckedHost, CheckResult } from '../check.ts'
import { requireOrdinaryUser, requireQemu, Unchecked } from '../check.ts'
import { findName } from '../name-service.ts'
import { groupRemedy, kvmRuleRemedy, moduleRemedy, type Remedy } from '../remedies.ts'

/** Whether machines are accelerated: by the self-test, as /dev/kvm being there proves nothing. */
export async function checkAcceleration(host: CheckedHost): Promise<CheckResult> {
  requireOrdinaryUser(host)
  const access = await openKvm(host.places.kvm)
  switch (access.state) {
    case 'missing':
      return { ...(await withoutDevice(host)), cause: access.detail }
    case 'no-permission': {
      const remedies = [kvmRuleRemedy(), ...(await groupOf(host))]
      return {
        ...missing({ code: 'KVM_NO_PERMISSION', params: {} }, remedies),
        cause: access.detail,
      }
    }
    case 'failed':
      return {
        ...missing({ code: 'KVM_CANNOT_BE_OPENED', params: {} }, []),
        cause: access.detail,
      }
    case 'open':
      await requireQemu(host)
      return judgeAcceleration(await host.acceleration())
  }
}

const missing = (finding: Finding, remedies: readonly Remedy[]): CheckResult => ({
  ...{ verdict: 'missing', findings: [finding], remedies },
})

/** What the self-test's verdict means for a person. Pure. */
export function judgeAcceleration(acceleration: Acceleration): CheckResult {
  const { reason, kvmMs, tcgMs, kvmCpu, detail, failure } = acceleration
  const times = { kvm: kvmMs ?? 0, tcg: tcgMs ?? 0 }
  const leftOut = kvmCpu.split(',').slice(1).join(', ')
  const cause = detail === undefined ? {} : { cause: detail }
  switch (reason) {
    case 'kvm-proved': {
      const proved: Finding =
        tcgMs === null
          ? { code: 'KVM_PROVED_ALONE', params: { kvm: times.kvm } }
          : { code: 'KVM_PROVED', params: times }
      const features: Finding = { code: 'KVM_FEATURES_LEFT_OUT', params: { features: leftOut } }
      const findings = [proved, ...(leftOut === '' ? [] : [features])] as const
      return { verdict: 'good', findings, remedies: [], ...cause }
    }
    case 'kvm-slow':
      return { ...missing({ code: 'KVM_SLOWER', params: times }, []), ...cause }
    case 'kvm-failed':
      if (failure === 'died') return { ...missing({ code: 'KVM_DIES', params: {} }, []), ...cause }
      if (failure === 'unfinished') {
        return { ...missing({ code: 'KVM_UNUSABLY_SLOW', params: {} }, []), ...cause }
      }
      if (failure === 'not-opened') {
        return { ...missing({ code: 'KVM_CANNOT_BE_OPENED', params: {} }, []), ...cause }
      }
      throw new Unchecked({ code: 'CHECK_FAILED', params: {} }, detail)
    case 'kvm-missing':
      return { ...missing({ code: 'KVM_MISSING', params: {} }, []), ...cause }
    case 'kvm-no-permission':
      return { ...missing({ code: 'KVM_NO_PERMISSION', params: {} }, [kvmRuleRemedy()]), ...cause }
    case 'asked-for':
    case 'unknown':
      throw new Unchecked({ code: 'CHECK_FAILED', params: {} }, reason)
  }
}

/** Flags of /proc/cpuinfo: Intel's VT-x and AMD's SVM. */
const modules = { vmx: 'kvm_intel', svm: 'kvm_amd' } as const

/** Why there is no device: no such processor, or no such module. */
async function withoutDevice({ places }: Pick<CheckedHost, 'places'>): Promise<CheckResult> {
  const read = (name: string): Promise<string> =>
    readFile(join(places.proc, name), 'utf8').catch(() => '')
  const [cpu, loaded] = await Promise.all([read('cpuinfo'), read('modules')])
  return judgeMissingDevice(cpu, loaded)
}

/** From /proc/cpuinfo and /proc/modules. Pure. */
export function judgeMissingDevice(cpuInfo: string, loadedModules: string): CheckResult {
  const flags = new Set(/^flags\s*:(.*)$/m.exec(cpuInfo)?.[1]?.trim().split(/\s+/))
  const flag = (['vmx', 'svm'] as const).find((name) => flags.has(name))
  // A kernel that hides the flags, as some containers' do, tells nothing of the processor.
  if (flag === undefined) {
    return missing({ code: flags.size > 0 ? 'KVM_NOT_OFFERED' : 'KVM_MISSING', params: {} }, [])
  }
  const module = modules[flag]
  if (new RegExp(`^${module} `, 'm').test(loadedModules)) {
    return missing({ code: 'KVM_MISSING', params: {} }, [])
  }
  return missing({ code: 'KVM_NOT_LOADED', params: { module } }, [moduleRemedy(module)])
}

/** The group that may use the device, where it is one made for that. */
async function groupOf({ user, places }: CheckedHost): Promise<Remedy[]> {
  const node = await stat(places.kvm).catch(() => null)
  if (node === null || node.gid === 0 || (node.mode & 0o060) !== 0o060) return []
  const group = await findName(places.groups, node.gid)
  return group === null ? [] : groupRemedy(user.name, group)
}
