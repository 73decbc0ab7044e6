import { deviceParts, type DeviceParts } from './device-parts.ts'
import type { CommandLineInput } from './input.ts'
import { fixedPlace } from './placement.ts'

/** The small devices: random numbers, watchdog, news of a panic, and a socket family. */
export function miscParts({ config, resources, capabilities }: CommandLineInput): DeviceParts {
  const { machine } = config
  const vsock = resources.vsock && capabilities.deviceTypes.has('vhost-vsock-pci')
  return deviceParts({
    devices: [
      ...(config.rng
        ? [{ driver: 'virtio-rng-pci', id: 'rng', ...fixedPlace(machine, 'rng') }]
        : []),
      ...(config.watchdog === null
        ? []
        : [{ driver: 'i6300esb', id: 'watchdog', ...fixedPlace(machine, 'watchdog') }]),
      ...(config.pvpanic
        ? [
            machine === 'q35'
              ? { driver: 'pvpanic-pci', id: 'panic', ...fixedPlace(machine, 'panic') }
              : { driver: 'pvpanic', id: 'panic' },
          ]
        : []),
      ...(config.vsock !== null && vsock
        ? [
            {
              ...{ driver: 'vhost-vsock-pci', id: 'vsock', ...fixedPlace(machine, 'vsock') },
              'guest-cid': config.vsock.cid,
            },
          ]
        : []),
    ],
  })
}

/**
 * What QEMU does about a guest that has stopped responding or panicked. One that panicked stays
 * as it is, so that its screen can be read; QEMU's own way is to end.
 */
export function actionArguments({ config }: CommandLineInput): string[] {
  const actions = [
    ...(config.pvpanic ? ['panic=pause'] : []),
    ...(config.watchdog === null ? [] : [`watchdog=${config.watchdog.action}`]),
  ]
  return actions.length === 0 ? [] : ['-action', actions.join(',')]
}
