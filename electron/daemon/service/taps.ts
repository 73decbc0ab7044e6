import { join } from 'node:path'
import { type MethodCall, Variant } from '../../dbus/index.ts'
import type { TapProvider } from '../../engine/index.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Paths } from '../../platform/paths.ts'
import { engineTaps } from '../network/engine-taps.ts'
import { networkControl } from '../network/network-control.ts'
import { tapMethods } from '../network/tap-methods.ts'
import { type CallerPresence, type TapHolder, TapService } from '../network/tap-service.ts'
import type { ServiceOptions } from './service.ts'
import type { ServiceGate } from './surroundings.ts'

export interface Taps {
  /** For the daemon's own guests; null where bridged-networking is off. */
  readonly engineTaps: TapProvider | null
  /** For everybody else. */
  readonly methods: NonNullable<ServiceOptions['extend']>
  readonly close: () => Promise<void>
}

/** TAP devices, as far as they are switched on; where they are off, the methods say so. */
export async function openTaps(options: {
  readonly gate: ServiceGate
  readonly presence: CallerPresence
  /** The daemon itself, and the account of its guests. */
  readonly holder: TapHolder
  readonly paths: Paths
  readonly logger: Logger
  readonly controlSocket: string | undefined
}): Promise<Taps> {
  const { gate, presence, holder, paths, logger, controlSocket: path } = options
  const service = gate.allows('bridged-networking')
    ? await TapService.open({
        ...{ presence, logger },
        control: networkControl({ logger, ...(path === undefined ? {} : { path }) }),
        recordFile: join(paths.runtimeDir, 'taps.json'),
      })
    : null
  return {
    engineTaps: service === null ? null : engineTaps(service, holder),
    methods: async ({ require: authorise }) =>
      tapMethods<MethodCall>({
        taps: service,
        require: (feature) => gate.require(feature),
        authorise,
        variant: (signature, value) => new Variant(signature, value),
      }),
    close: async () => service?.close(),
  }
}
