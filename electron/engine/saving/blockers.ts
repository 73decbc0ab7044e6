import { GuesthouseError } from '../../../shared/domain/errors.ts'
import {
  type SaveBlocker,
  type SaveBlockerCode,
  saveBlockerCatalogue,
} from '../../../shared/domain/save-blockers.ts'
import type { QmpClient } from '../qmp/index.ts'
import type { RunRecord } from '../store/run-file.ts'

/**
 * QEMU's words as of 7.2 to 10.1, each in the source file named; tried in order. Words that are not
 * here are shown as they are.
 */
const meanings: readonly (readonly [RegExp, SaveBlockerCode])[] = [
  [/vdagent/i, 'CLIPBOARD'], // ui/vdagent.c
  [/\bnvme\b/i, 'NVME'], // hw/nvme/ctrl.c, vmstate unmigratable
  [/\busb-|\/usb/i, 'USB'], // hw/usb/dev-mtp.c, dev-audio.c and others, vmstate unmigratable
  [/VirtFS|vhost-user|virtiofs/i, 'FOLDER'], // hw/9pfs/9p.c, hw/virtio/vhost-user-fs.c
  [/virgl|virtio-(vga|gpu)/i, 'GRAPHICS'], // hw/display/virtio-gpu-base.c
  [/format used by node/i, 'DISK_FORMAT'], // block/vmdk.c, vhdx.c, vdi.c …
  [/\bCPU\b|invtsc/i, 'PROCESSOR'], // target/i386/kvm/kvm.c
  [/\btpm\b/i, 'TPM'], // backends/tpm/tpm_emulator.c
]

const meaningOf = (words: string): SaveBlockerCode =>
  meanings.find(([pattern]) => pattern.test(words))?.[1] ?? 'OTHER'

const blocker = (code: SaveBlockerCode, cause?: string): SaveBlocker => ({
  ...{ code, message: saveBlockerCatalogue[code] },
  ...(cause === undefined ? {} : { cause }),
})

/** QEMU's reasons in plain words. Pure. */
export function explainBlockers(reasons: readonly string[]): SaveBlocker[] {
  return reasons.map((words) => blocker(meaningOf(words), words))
}

type Asked = Pick<RunRecord, 'disposable'>

/**
 * What is in the way of saving a guest that runs; empty where it can be saved. The shared clipboard
 * is not named: it is unplugged for the save. Rejects with QEMU_NO_ANSWER.
 */
export async function findBlockers(qmp: QmpClient, record: Asked): Promise<SaveBlocker[]> {
  const { 'blocked-reasons': reasons = [] } = await qmp.execute('query-migrate')
  return [
    // What is written to the overlay would be gone, and the memory would not fit to the disk.
    ...(record.disposable ? [blocker('DISPOSABLE')] : []),
    ...explainBlockers(reasons).filter(({ code }) => code !== 'CLIPBOARD'),
  ]
}

/** Rejects with SAVE_BLOCKED, which names all that is in the way. */
export async function refuseBlocked(qmp: QmpClient, record: Asked): Promise<void> {
  const blockers = await findBlockers(qmp, record)
  if (blockers.length === 0) return
  const reason = [...new Set(blockers.map(({ message }) => message))].join(', ')
  const words = blockers.flatMap(({ cause }) => (cause === undefined ? [] : [cause]))
  throw new GuesthouseError('SAVE_BLOCKED', { reason }, words.join('; ') || undefined)
}
