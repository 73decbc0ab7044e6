import type { QmpClient } from './client.ts'

const MIB = 1024 * 1024

/**
 * The memory that QEMU was started with, in MiB, whatever the balloon has taken of it since: saved
 * memory can be loaded only into a machine of that size.
 */
export async function startedMemoryMiB(qmp: QmpClient): Promise<number> {
  const { 'base-memory': bytes } = await qmp.execute('query-memory-size-summary')
  return bytes / MIB
}
