import { stat } from 'node:fs/promises'
import { renderNodes } from '../../preparation/host-devices.ts'
import { type CheckedHost, type CheckResult, requireOrdinaryUser, requireQemu } from '../check.ts'
import { findName } from '../name-service.ts'
import { groupRemedy, installRemedy } from '../remedies.ts'

/** The device of QEMU that draws with the host's graphics. */
const DEVICE = 'virtio-vga-gl'

/** A render node that the user may open, and the part of QEMU that draws with it. */
export async function checkGraphics(host: CheckedHost): Promise<CheckResult> {
  requireOrdinaryUser(host)
  const { user, places, distribution } = host
  const nodes = await renderNodes(places.dri)
  const node = nodes.find(({ usable }) => usable) ?? nodes[0]
  if (node === undefined) {
    const findings = [{ code: 'RENDER_NODE_MISSING', params: {} }] as const
    return { verdict: 'limited', findings, remedies: [] }
  }
  const params = { node: node.path }
  if (!node.usable) {
    const gid = await stat(node.path).then(
      (found) => found.gid,
      () => 0,
    )
    const group = gid === 0 ? null : await findName(places.groups, gid)
    const findings = [{ code: 'RENDER_NODE_NO_PERMISSION', params }] as const
    const remedies = group === null ? [] : groupRemedy(user.name, group)
    return { verdict: 'limited', findings, remedies }
  }
  const { deviceTypes } = await requireQemu(host)
  if (!deviceTypes.includes(DEVICE)) {
    const findings = [{ code: 'RENDER_DRIVER_MISSING', params }] as const
    return { verdict: 'limited', findings, remedies: installRemedy(distribution, 'opengl') }
  }
  return { verdict: 'good', findings: [{ code: 'RENDER_NODE_WORKS', params }], remedies: [] }
}
