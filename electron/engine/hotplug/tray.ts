import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { CdromConfig } from '../../../shared/domain/guest-config.ts'
import { filesOfCdrom } from '../account/index.ts'
import { discNodes } from '../command-line/index.ts'
import type { QmpBlockInfo } from '../qmp/commands.ts'
import type { QmpClient } from '../qmp/index.ts'
import { commandThenEvent } from './await-event.ts'
import type { Operation } from './operation.ts'
import { addNodes, nodeName, removeNodes } from './plug.ts'
import { takeFiles } from './take-files.ts'

/**
 * Puts another medium into a drive, or leaves it empty: the tray is opened, the medium changed, the
 * tray closed, and the guest sees each of these. A guest that has locked the tray (a mounted disc)
 * is asked, and has `trayTimeoutMs` to open it: then MEDIUM_LOCKED, and the old medium stays. Only
 * `force` takes it out, because the guest may be reading it. That is what libvirt does too.
 */
export async function changeMedium(
  operation: Operation,
  from: CdromConfig,
  to: CdromConfig,
): Promise<void> {
  const { qmp, undo } = operation
  const drive = { id: from.id }
  await openTray(operation, from.id)
  const inserted = (await driveState(qmp, from.id)).inserted?.['node-name']
  if (inserted !== undefined) {
    await qmp.execute('blockdev-remove-medium', drive)
    undo.push('medium', () =>
      qmp.execute('blockdev-insert-medium', { ...drive, 'node-name': inserted }),
    )
  }
  if (from.path !== null) await removeNodes(operation, discNodes(from.id, from.path))
  if (to.path !== null) {
    await takeFiles(operation, filesOfCdrom(to))
    const nodes = discNodes(to.id, to.path)
    await addNodes(operation, nodes)
    const top = nodes.slice(-1).map(nodeName).join()
    await qmp.execute('blockdev-insert-medium', { ...drive, 'node-name': top })
    undo.push('medium', () => qmp.execute('blockdev-remove-medium', drive))
  }
  // An empty drive too: as it is after a start.
  await qmp.execute('blockdev-close-tray', drive)
  undo.push('tray', () => qmp.execute('blockdev-open-tray', { ...drive, force: true }))
}

async function openTray({ qmp, undo, options, handle }: Operation, id: string): Promise<void> {
  if ((await driveState(qmp, id)).tray_open === true) return
  await commandThenEvent({
    qmp,
    signal: handle.job.signal,
    timeoutMs: options.trayTimeoutMs,
    // Without a lock it is open when QEMU answers; with one the guest is asked.
    send: async () => {
      await qmp.execute('blockdev-open-tray', { id, force: options.force })
      return (await driveState(qmp, id)).tray_open === true
    },
    outcome: ({ event, data }) =>
      event === 'DEVICE_TRAY_MOVED' && data.id === id && data['tray-open'] ? true : null,
    late: () => new GuesthouseError('MEDIUM_LOCKED', { device: id }),
  })
  undo.push('tray', () => qmp.execute('blockdev-close-tray', { id }))
}

async function driveState(qmp: QmpClient, id: string): Promise<QmpBlockInfo> {
  const drive = (await qmp.execute('query-block')).find(({ qdev }) => qdev === id)
  if (drive === undefined) throw new GuesthouseError('QEMU_REFUSED', { reason: `no drive ${id}` })
  return drive
}
