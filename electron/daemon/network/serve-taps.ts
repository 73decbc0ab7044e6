import type { DaemonFeature } from '../../../shared/domain/daemon.ts'
import type { Logger } from '../../platform/logger.ts'
import { networkControl } from './network-control.ts'
import { type TapCall, type TapMethod, tapMethods, type TapMethodsOptions } from './tap-methods.ts'
import { type CallerPresence, TapService } from './tap-service.ts'

export interface ServedTaps<C extends TapCall> {
  /** Of org.guesthouse.Manager1. */
  readonly methods: readonly TapMethod<C>[]
  /** null where bridged-networking is switched off: the methods then say so. */
  readonly taps: TapService | null
  /** Lets go of everything; the devices stay. */
  close(): Promise<void>
}

/**
 * The daemon's part in TAP devices. Rejects with FILE_WRITE_FAILED or NO_SPACE where its record cannot be
 * written; that the network service is gone is told by each call, and it is found again.
 */
export async function serveTaps<C extends TapCall>(
  options: Pick<TapMethodsOptions<C>, 'authorise' | 'variant'> & {
    readonly gate: {
      readonly allows: (feature: DaemonFeature) => boolean
      readonly require: (feature: DaemonFeature) => void
    }
    readonly presence: CallerPresence
    /** Below /run, e.g. /run/guesthouse/taps.json. */
    readonly recordFile: string
    /** CONTROL_SOCKET if left out. */
    readonly controlSocket?: string
    readonly logger: Logger
  },
): Promise<ServedTaps<C>> {
  const { gate, presence, recordFile, controlSocket, logger, authorise, variant } = options
  const path = controlSocket === undefined ? {} : { path: controlSocket }
  const open = (): Promise<TapService> =>
    TapService.open({ control: networkControl({ ...path, logger }), presence, recordFile, logger })
  const taps = gate.allows('bridged-networking') ? await open() : null
  const require = (feature: DaemonFeature): void => gate.require(feature)
  return {
    methods: tapMethods({ taps, require, authorise, variant }),
    taps,
    close: async () => taps?.close(),
  }
}
