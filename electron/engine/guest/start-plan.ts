import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { RunFile } from '../account/index.ts'
import type { Incoming } from '../command-line/input.ts'
import type { Layout } from '../command-line/layout.ts'
import type { QmpClient } from '../qmp/index.ts'
import type { RunRecord } from '../store/run-file.ts'

/** How a guest is started, where that is not simply from its firmware. */
export interface StartPlan {
  /** The hardware that it gets: its description, or what belongs to a saved state. */
  readonly config: GuestConfig
  /** Value of QEMU's -machine type that a saved state was made on, e.g. "pc-q35-7.2". */
  readonly machineType?: string | undefined
  /** What a saved state needs; without it, what the description and this host's self-test say. */
  readonly processor?:
    | (Pick<RunRecord, 'accelerator'> & {
        readonly reason: RunRecord['acceleratorReason']
        readonly cpu?: string
      })
    | undefined
  readonly layout?: Layout | undefined
  /** NICs that must be on libslirp, because a saved state holds its part of them. By id. */
  readonly slirpNics?: ReadonlySet<string> | undefined
  readonly incoming?: Incoming | undefined
  /** Descriptors that QEMU inherits, from 3 on. */
  readonly inherit?: readonly number[] | undefined
  /** What QEMU opens by its path besides what the description names. */
  readonly files?: readonly RunFile[] | undefined
  /** QEMU waits for `cont`. */
  readonly paused?: boolean | undefined
  /** What the guest writes is thrown away when it stops. */
  readonly disposable?: boolean | undefined
  /** Done once QEMU answers; where it rejects QEMU is ended and the start has failed. */
  readonly answered?: ((qmp: QmpClient, signal: AbortSignal) => Promise<void>) | undefined
  /** Done where the start fails; resolves with what the user is told instead of the error. */
  readonly failed?: ((error: unknown) => Promise<unknown>) | undefined
  /** Done once the guest runs; what fails is logged. */
  readonly started?: (() => Promise<void>) | undefined
  /** Done in any case, in the end: closes the descriptors. */
  readonly close?: (() => Promise<void>) | undefined
}
