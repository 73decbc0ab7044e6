import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { QmpClient, QmpReturn } from '../qmp/index.ts'

/** A block node that a device of the guest uses, with what is inserted. */
export interface BlockNode {
  readonly name: string
  /** The id of the device, or its QOM path where it has none (flash). */
  readonly device: string
  readonly path: string
  readonly format: string
  readonly readOnly: boolean
  readonly virtualSizeBytes: number
}

/** The nodes of all the guest's devices, flash included, as QEMU has them now. */
export async function blockNodes(qmp: QmpClient): Promise<BlockNode[]> {
  return (await qmp.execute('query-block')).flatMap((info) => {
    const { inserted } = info
    const name = inserted?.['node-name']
    if (inserted === undefined || name === undefined) return []
    return {
      name,
      device: deviceId(info),
      path: inserted.file,
      format: inserted.drv,
      readOnly: inserted.ro,
      virtualSizeBytes: inserted.image['virtual-size'],
    }
  })
}

/** Rejects with DISK_NOT_FOUND where the guest that runs has no such disk. */
export async function diskNode(qmp: QmpClient, device: string): Promise<BlockNode> {
  const node = (await blockNodes(qmp)).find((candidate) => candidate.device === device)
  if (node === undefined) throw new GuesthouseError('DISK_NOT_FOUND', { disk: device })
  return node
}

/**
 * `qdev` is the id of a device, or the QOM path of what in it has the disk
 * ("/machine/peripheral/disk0/virtio-backend").
 */
function deviceId({ qdev = '', device }: QmpReturn<'query-block'>[number]): string {
  return /^\/machine\/peripheral\/([^/]+)/.exec(qdev)?.[1] ?? (qdev || device)
}
