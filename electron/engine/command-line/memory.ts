import { deviceParts, type DeviceParts } from './device-parts.ts'
import type { CommandLineInput } from './input.ts'
import { fixedPlace } from './placement.ts'

export const MEMORY_BACKEND = 'memory'
const MIB = 1024 ** 2

/** virtiofsd reads and writes the guest's memory itself, which therefore must be a shared mapping. */
export const needsSharedMemory = ({ config, resources }: CommandLineInput): boolean =>
  config.shares.some(({ id }) => resources.shares[id]?.driver === 'virtiofs')

export const memoryArguments = ({ config }: CommandLineInput): string[] => [
  ...['-m', `size=${config.memoryMiB}M`],
]

/**
 * Memory that can be shared, and the balloon. With free page reporting a Linux guest gives back
 * what it does not use without being asked; deflate-on-oom lets it take memory back before it kills
 * processes.
 */
export function memoryParts(input: CommandLineInput): DeviceParts {
  const { config } = input
  const backend = {
    ...{ 'qom-type': 'memory-backend-memfd', id: MEMORY_BACKEND },
    ...{ size: config.memoryMiB * MIB, share: true },
  }
  const balloon = {
    ...{ driver: 'virtio-balloon-pci', id: 'balloon', ...fixedPlace(config.machine, 'balloon') },
    ...{ 'free-page-reporting': true, 'deflate-on-oom': true },
  }
  return deviceParts({
    objects: needsSharedMemory(input) ? [backend] : [],
    devices: config.balloon ? [balloon] : [],
  })
}
