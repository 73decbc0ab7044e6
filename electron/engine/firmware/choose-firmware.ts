import type { FirmwareDescriptor, FoundDescriptor } from './descriptor.ts'
import type { FlashImage } from '../preparation/resources.ts'

export interface FirmwareRequest {
  /** A machine type in full, e.g. "pc-q35-7.2", which the descriptors' patterns are held against. */
  readonly machine: string
  readonly secureBoot: boolean
}

/** A UEFI for two pflash devices. */
export interface Firmware {
  readonly code: FlashImage
  /** What the variables of a new guest start as. */
  readonly template: FlashImage
  readonly smm: boolean
  /** Whether the template holds the keys that Secure Boot checks signatures with. */
  readonly keys: boolean
}

/**
 * The firmware that fit, best first. Pure. Only what is split into code and variables on flash is
 * taken: `memory`, `combined` and `stateless` firmware has no variables of the guest's own.
 *
 * With Secure Boot, keys matter most, because without them nothing is checked; then that only SMM
 * may write the variables. Without it, firmware that cannot do it comes first, and one that could
 * and has no keys will do. One with keys would enforce it against the user's wish.
 */
export function chooseFirmware(
  descriptors: readonly FoundDescriptor[],
  request: FirmwareRequest,
): readonly Firmware[] {
  const fitting = descriptors.flatMap(({ descriptor }) => {
    const firmware = asFirmware(descriptor, request.machine)
    const rank = firmware === null ? null : rankOf(descriptor, request.secureBoot)
    return firmware === null || rank === null ? [] : [{ firmware, rank }]
  })
  // The sort is stable: within a rank the order of the descriptors holds.
  return fitting.sort((a, b) => a.rank - b.rank).map(({ firmware }) => firmware)
}

function asFirmware(descriptor: FirmwareDescriptor, machine: string): Firmware | null {
  const { mapping, features } = descriptor
  const fits =
    descriptor['interface-types'].includes('uefi') &&
    mapping.device === 'flash' &&
    mapping.mode === 'split' &&
    descriptor.targets.some(
      ({ architecture, machines }) =>
        architecture === 'x86_64' && machines.some((pattern) => matchesGlob(machine, pattern)),
    )
  const code = asImage(mapping.executable)
  const template = asImage(mapping['nvram-template'])
  if (!fits || code === null || template === null) return null
  return {
    code,
    template,
    smm: features.includes('requires-smm'),
    keys: features.includes('enrolled-keys'),
  }
}

function asImage(image: { filename: string; format: string } | undefined): FlashImage | null {
  if (image === undefined || !image.filename.startsWith('/')) return null
  const { filename: path, format } = image
  return format === 'raw' || format === 'qcow2' ? { path, format } : null
}

/** Less is better; null where it must not be used. */
function rankOf({ features }: FirmwareDescriptor, secureBoot: boolean): number | null {
  const [secure, keys, smm] = ['secure-boot', 'enrolled-keys', 'requires-smm'].map((feature) =>
    features.includes(feature),
  )
  if (secureBoot) return secure ? (keys ? 0 : 2) + (smm ? 0 : 1) : null
  if (keys) return null
  return secure || smm ? 1 : 0
}

/** Whether a name matches a pattern of glob(7); names of machines hold no slash. Pure. */
export function matchesGlob(name: string, pattern: string): boolean {
  const source = pattern.replace(/\[!?\]?[^\]]*\]|[\s\S]/g, (part) => {
    if (part === '*') return '.*'
    if (part === '?') return '.'
    if (part.length === 1) return part.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
    const negated = part.startsWith('[!')
    const members = part.slice(negated ? 2 : 1, -1).replace(/[\\\]^[]/g, '\\$&')
    return `[${negated ? '^' : ''}${members}]`
  })
  return new RegExp(`^${source}$`, 'su').test(name)
}
