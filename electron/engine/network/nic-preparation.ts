import type { RunHandle } from '../guest/guest-handle.ts'
import type { NicConfig } from '../../../shared/domain/guest-config.ts'
import type { RunPreparation } from '../preparation/run-preparation.ts'

/** What connecting one NIC needs: before a start, and while the guest runs. */
export interface NicPreparation
  extends Pick<
    RunPreparation,
    | 'paths'
    | 'allPaths'
    | 'env'
    | 'logger'
    | 'account'
    | 'signal'
    | 'startHelper'
    | 'notice'
    | 'qemu'
    | 'slirpNics'
    | 'taps'
  > {
  /** Given where QEMU is about to start: a helper can then start beside it. */
  readonly handOver?: HandOver | undefined
}

export interface HandOver {
  /** Settles when QEMU runs, or will not. */
  readonly launched: Promise<RunHandle>
  /** For a helper that did not come up: QEMU runs, or is about to, with a NIC that nobody serves. */
  failed(nic: NicConfig, cause: unknown): void
}
