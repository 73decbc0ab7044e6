import { reachable } from '../guest/commands.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import type { StartPlan } from '../guest/start-plan.ts'
import { plugClipboard } from '../saving/clipboard.ts'
import { recordRevert } from './finish-revert.ts'
import { loadMemory } from './load-memory.ts'
import { restoredConfig } from './restored-config.ts'
import { beginRevert, findSnapshot, requireComplete } from './revert-snapshot.ts'

/**
 * How a guest that is off goes back to a snapshot with memory: it is started with the hardware of
 * that time and waits, disks and memory are loaded into it, and it goes on. Rejects like
 * revertSnapshot, and so does the start.
 */
export async function planRevert(
  handle: GuestHandle,
  input: { readonly snapshot: string },
): Promise<StartPlan> {
  const snapshot = await findSnapshot(handle, input.snapshot)
  await requireComplete(handle, snapshot)
  const config = restoredConfig(snapshot.config, handle.config())
  const { processor, machineType } = snapshot
  return {
    // The shared clipboard is not in the memory.
    config: { ...config, clipboard: 'off' },
    ...(processor === null
      ? {}
      : {
          processor: {
            ...{ accelerator: processor.accelerator, reason: processor.reason },
            ...(processor.cpu === null ? {} : { cpu: processor.cpu }),
          },
        }),
    ...(machineType === null ? {} : { machineType }),
    paused: true,
    answered: async (qmp, signal) => {
      signal.throwIfAborted()
      await loadMemory(qmp, snapshot, () => beginRevert(handle, snapshot))
      await recordRevert(handle, snapshot)
      await qmp.execute('cont')
    },
    started: async () => {
      if (config.clipboard === 'off') return
      const run = reachable(handle)
      await plugClipboard(run.qmp)
      await run.updateRecord({ config: { ...run.record.config, clipboard: config.clipboard } })
    },
  }
}
