import { isDeepStrictEqual } from 'node:util'
import type { DaemonFeature } from '../../../../shared/domain/daemon.ts'
import type { GuestConfig, NicConfig } from '../../../../shared/domain/guest-config.ts'

/** What a guest's description asks of this computer. */
export interface HostDemands {
  /** Has to be switched on. */
  readonly features: readonly DaemonFeature[]
  /** Only those who manage all guests may give it to one. */
  readonly manage: boolean
}

const LOOPBACK = /^(127\.|::1$)/

/**
 * What of a description takes more than being the guest's owner. What the guest has already (`before`)
 * is not asked about again, so that its owner can change the rest. `usb`: devices that the
 * administrator lends to everybody, as "046d:c52b". Pure.
 */
export function hostDemands(
  config: GuestConfig,
  before: GuestConfig | null,
  usb: readonly string[],
): HostDemands {
  const isNew = <T>(value: T, had: readonly T[] | undefined): boolean =>
    had?.some((one) => isDeepStrictEqual(one, value)) !== true
  const nics = config.nics.filter((nic) => isNew(nic, before?.nics)).map(ofNic)
  const usbDevices = config.usbDevices.filter((device) => isNew(device, before?.usbDevices))
  const unlisted = usbDevices.some(
    ({ match }) => match.kind === 'port' || !usb.includes(`${match.vendor}:${match.product}`),
  )
  const shares = config.shares.some((share) => isNew(share, before?.shares))
  const { extraArguments } = config
  const extra =
    extraArguments.length > 0 && !isDeepStrictEqual(extraArguments, before?.extraArguments)
  return {
    features: [
      ...nics.flatMap(({ features }) => features),
      ...(usbDevices.length > 0 ? (['host-usb'] as const) : []),
    ],
    manage: unlisted || shares || extra || nics.some(({ manage }) => manage),
  }
}

function ofNic({ network }: NicConfig): HostDemands {
  switch (network.kind) {
    case 'isolated':
    case 'private':
      return { features: [], manage: false }
    case 'user': {
      // Ports of this computer that others reach over its networks.
      const opened = network.forwards.some(({ address }) => !LOOPBACK.test(address))
      return { features: ['user-networking'], manage: opened }
    }
    case 'bridge':
      return { features: ['bridged-networking'], manage: false }
    case 'tap':
      return { features: [], manage: true }
  }
}
