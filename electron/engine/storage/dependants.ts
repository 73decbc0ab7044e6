import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { DiskConfig, GuestConfig } from '../../../shared/domain/guest-config.ts'

/**
 * The guests that need a guest's disks as they are: those whose disks build on them, and those that
 * have one of its files for a disk of their own. Pure.
 */
export function guestsBuiltOn(
  config: {
    readonly id?: string
    readonly disks: readonly Pick<DiskConfig, 'path' | 'managed'>[]
  },
  all: readonly GuestConfig[],
): GuestConfig[] {
  const files = new Set(config.disks.filter(({ managed }) => managed).map(({ path }) => path))
  const bases = new Set(config.disks.map(({ path }) => path))
  return all.filter(
    ({ id, disks }) =>
      id !== config.id &&
      disks.some(
        ({ path, backing }) => files.has(path) || backing.some((below) => bases.has(below.path)),
      ),
  )
}

/**
 * Throws GUEST_BUILT_ON, naming the others, where they would lose their data if this guest's disks
 * were written to or deleted, or if it stopped being a template.
 */
export function requireNoneBuiltOn(config: GuestConfig, all: readonly GuestConfig[]): void {
  const built = guestsBuiltOn(config, all)
  if (built.length === 0) return
  throw new GuesthouseError('GUEST_BUILT_ON', { names: built.map(({ name }) => name).join(', ') })
}
