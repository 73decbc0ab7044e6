import type { Accelerator } from '../../../shared/domain/guest.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { HardwareOffer } from '../../../shared/domain/hardware-offer.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Paths } from '../../platform/paths.ts'
import type { QemuCapabilities } from '../capabilities/index.ts'
import { offeredBridges, offeredTaps, type TapProvider } from '../network/index.ts'
import { findRenderNode, mayUseVsock } from '../preparation/host-devices.ts'
import { hasUserManager } from '../scope/index.ts'
import { cpuModels } from './cpu-models.ts'
import { offeredDevices } from './offered-devices.ts'

/** What machines can be given here. Rejects with QEMU_UNUSABLE. */
export async function offeredHardware(options: {
  readonly qemu: QemuCapabilities
  readonly accelerator: Accelerator
  /** Of every guest. */
  readonly configs: readonly GuestConfig[]
  readonly env: NodeJS.ProcessEnv
  readonly paths: Paths
  readonly logger: Logger
  readonly taps: TapProvider | null
}): Promise<HardwareOffer> {
  const { qemu, accelerator, configs, env, paths, logger } = options
  const cacheFile = paths.hostCache(`cpu-models-${accelerator}`)
  const [models, renderNode, bridges, taps, vsock, limits] = await Promise.all([
    cpuModels({ path: qemu.path, accelerator, env, cacheFile, logger }),
    findRenderNode(),
    offeredBridges(env, options.taps),
    offeredTaps(),
    mayUseVsock(),
    hasUserManager(env),
  ])
  return {
    cpuModels: models,
    ...offeredDevices(qemu.deviceTypes, { renderNode: renderNode !== null }),
    ...{ bridges, taps, privateNetworks: privateNetworksOf(configs) },
    ...{ vsock: vsock && qemu.deviceTypes.includes('vhost-vsock-pci'), limits },
  }
}

const privateNetworksOf = (configs: readonly GuestConfig[]): string[] => {
  const networks = configs.flatMap(({ nics }) => nics.map(({ network }) => network))
  const names = networks.flatMap((network) => (network.kind === 'private' ? [network.name] : []))
  return [...new Set(names)].sort()
}
