import type { Logger } from '../../platform/logger.ts'
import type { Paths } from '../../platform/paths.ts'
import { probeAcceleration, type ProbeAccelerationOptions } from '../accel/index.ts'
import { probeQemu } from '../capabilities/index.ts'
import type { TapProvider } from '../network/index.ts'
import type { HostProbes } from './check.ts'

/** The probes where no engine runs that has its own, with the engine's caches. */
export function hostProbes(options: {
  readonly env: NodeJS.ProcessEnv
  readonly paths: Paths
  readonly logger: Logger
  readonly signal: AbortSignal
  readonly taps: TapProvider | null
  readonly kvmDevice?: string
  readonly limits?: NonNullable<ProbeAccelerationOptions['limits']>
}): HostProbes {
  const { env, paths, taps, ...rest } = options
  const qemu = () => probeQemu({ env, cacheFile: paths.capabilitiesCache, logger: rest.logger })
  return {
    qemu,
    acceleration: async ({ anew = false } = {}) =>
      probeAcceleration({
        ...rest,
        qemu: await qemu(),
        cacheFile: paths.accelerationCache,
        workDir: paths.cacheDir,
        anew,
      }),
    daemonBridges: async () => taps?.bridges() ?? [],
  }
}
