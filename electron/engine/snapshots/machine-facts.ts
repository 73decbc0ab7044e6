import { machineType } from '../qmp/index.ts'
import type { RunHandle } from '../guest/guest-handle.ts'
import type { Snapshot } from './snapshots-file.ts'

type MachineFacts = Pick<Snapshot, 'machineType' | 'qemuVersion' | 'processor'>

/** What memory can be loaded into later: all of it as it is in fact, whatever it was started from. */
export async function machineFacts({ qmp, record }: RunHandle): Promise<MachineFacts> {
  const { accelerator, acceleratorReason: reason, cpu } = record
  return {
    machineType: await machineType(qmp),
    qemuVersion: qmp.version,
    processor: { accelerator, reason, cpu },
  }
}

export const factsOfNone: MachineFacts = { machineType: null, qemuVersion: null, processor: null }
