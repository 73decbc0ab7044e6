import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { QmpClient } from '../qmp/index.ts'
import { type BlockNode, blockNodes } from '../storage/block-nodes.ts'

/** The block nodes that a snapshot of a guest that runs is spread over. */
export interface SnapshotNodes {
  readonly all: readonly string[]
  /** The disk whose image takes the memory; never UEFI's variables, whose file must stay small. */
  readonly memory: string
  readonly nodes: readonly BlockNode[]
}

/**
 * All that the guest writes to, as QEMU has it now. Rejects with SNAPSHOT_NEEDS_QCOW2,
 * SNAPSHOT_NO_DISK or QEMU_NO_ANSWER.
 */
export async function snapshotNodes(qmp: QmpClient, config: GuestConfig): Promise<SnapshotNodes> {
  const nodes = (await blockNodes(qmp)).filter(({ readOnly }) => !readOnly)
  const unfit = nodes.find(({ format }) => format !== 'qcow2')
  if (unfit !== undefined) {
    throw new GuesthouseError('SNAPSHOT_NEEDS_QCOW2', { path: unfit.path, format: unfit.format })
  }
  const disks = new Map(nodes.map((node) => [node.device, node]))
  const first = config.disks.find(({ id }) => disks.has(id))
  const memory = first === undefined ? undefined : disks.get(first.id)
  if (memory === undefined) throw new GuesthouseError('SNAPSHOT_NO_DISK')
  return { all: nodes.map(({ name }) => name), memory: memory.name, nodes }
}
