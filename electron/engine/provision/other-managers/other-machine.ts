import type { MachineOrigin } from '../../../../shared/domain/found-machines.ts'
import type { MachineDraft } from '../draft.ts'

/** A machine of another manager, read out of its file. */
export interface OtherMachine {
  readonly origin: MachineOrigin
  /** The file that describes it. */
  readonly path: string
  readonly draft: MachineDraft
  /** Where its manager notes the process number of its QEMU. */
  readonly pidFile: string | null
  /** Where its manager keeps its memory while it is saved. */
  readonly savedFile: string | null
  /** UEFI's variables, as raw flash. */
  readonly nvram: string | null
  /** The state of its TPM, as swtpm keeps it. */
  readonly tpm: { readonly folder: string; readonly files: readonly string[] | 'all' } | null
}
