import type { RunHandle } from '../guest/guest-handle.ts'
import { plugClipboard, sharesClipboard, unplugClipboard } from '../saving/clipboard.ts'

/**
 * Does something with the shared clipboard unplugged, which otherwise keeps QEMU from saving memory
 * and is missing in what was saved. It is plugged in again however that ends.
 */
export async function withoutClipboard<T>(run: RunHandle, work: () => Promise<T>): Promise<T> {
  if (!(await sharesClipboard(run.qmp))) return work()
  await unplugClipboard(run.qmp)
  let result: T
  try {
    result = await work()
  } catch (error) {
    // Where QEMU is gone there is nothing to plug it into, and the work's own words count.
    await plugClipboard(run.qmp).catch(() => {})
    throw error
  }
  await plugClipboard(run.qmp)
  return result
}
