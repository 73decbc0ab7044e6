import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { findBacking } from './backing-chain.ts'

/**
 * Rejects with GUEST_BUILT_ON where an image in one of the folders builds on a disk of the guest:
 * guests whose file is damaged name their disks nowhere else.
 */
export async function requireNoImageBuiltOn(
  config: Pick<GuestConfig, 'disks'>,
  folders: readonly string[],
): Promise<void> {
  const bases = new Set(config.disks.map(({ path }) => path))
  const built = await Promise.all(folders.map((folder) => hasImageOn(bases, folder)))
  const names = folders.filter((_, index) => built[index]).map((folder) => basename(folder))
  if (names.length > 0) throw new GuesthouseError('GUEST_BUILT_ON', { names: names.join(', ') })
}

async function hasImageOn(bases: ReadonlySet<string>, folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => [])
  const images = names.filter((name) => name.endsWith('.qcow2')).map((name) => join(folder, name))
  // What cannot be read builds on nothing that could be told.
  const chains = await Promise.all(images.map((path) => findBacking(path).catch(() => [])))
  return chains.flat().some(({ name }) => bases.has(name))
}
