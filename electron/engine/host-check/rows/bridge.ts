import { readFile } from 'node:fs/promises'
import type { Finding } from '../../../../shared/domain/host-check/findings.ts'
import { allBridges, bridgesFor, prepareBridge } from '../../network/index.ts'
import { readAcl } from '../../network/bridge/acl.ts'
import type { CheckedHost, CheckResult } from '../check.ts'
import { bridgeAclRemedy, bridgeHelperRemedy, installRemedy, type Remedy } from '../remedies.ts'

/**
 * The system daemon's bridges, or else QEMU's bridge helper, its right and its ACL. Nothing but bridges
 * needs them: never "missing".
 */
export async function checkBridge(checked: CheckedHost): Promise<CheckResult> {
  const { places, distribution } = checked
  const { bridge: host } = places
  const ways = await Promise.all([checked.daemonBridges(), bridgesFor(host)])
  const joinable = [...new Set(ways.flat())].sort()
  if (joinable.length > 0) {
    const params = { bridges: joinable.join(', ') }
    return { verdict: 'good', findings: [{ code: 'BRIDGE_READY', params }], remedies: [] }
  }
  const limited = (finding: Finding, remedies: readonly Remedy[]): CheckResult => ({
    ...{ verdict: 'limited', findings: [finding], remedies },
  })
  const bridges = await allBridges(host)
  const [first] = bridges
  if (first === undefined) return limited({ code: 'BRIDGE_NONE', params: {} }, [])
  const { notice } = await prepareBridge(first, '', host)
  if (notice.code === 'BRIDGE_HELPER_MISSING') {
    const install = installRemedy(distribution, 'bridge-helper')
    return limited({ code: 'BRIDGE_HELPER_NOT_INSTALLED', params: {} }, install)
  }
  if (notice.code === 'BRIDGE_HELPER_POWERLESS') {
    const helper = String(notice.params['helper'])
    const finding = { code: 'BRIDGE_HELPER_WITHOUT_RIGHT', params: { helper } } as const
    return limited(finding, [bridgeHelperRemedy(helper)])
  }
  if (notice.code !== 'BRIDGE_NOT_ALLOWED') {
    throw new Error(`the bridges changed while they were looked at (${notice.code})`)
  }
  const file = host.aclFile
  const rules = await readAcl(file, (path) => readFile(path, 'latin1'))
  const finding: Finding =
    rules === null
      ? { code: 'BRIDGE_ACL_MISSING', params: { file } }
      : { code: 'BRIDGE_ACL_DENIES', params: { file, bridges: bridges.join(', ') } }
  return limited(finding, bridgeAclRemedy(file, first))
}
