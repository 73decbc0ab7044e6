import { dirname } from 'node:path'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import { checkDiskFile } from '../../storage/check-disk-file.ts'
import type { HostOffer } from '../host-offer.ts'
import { withRanges } from '../read-range.ts'
import { recogniseSource } from '../recognise-source.ts'
import { Remarks } from '../remarks.ts'
import { homeOf, libvirtPlaces } from './libvirt-places.ts'
import type { OtherMachine } from './other-machine.ts'
import { isQuickemu, readConf, readQuickemu } from './quickemu/read-quickemu.ts'
import { readLibvirt } from './read-libvirt.ts'

/**
 * The machine that a file of another manager describes; nothing in the file is executed. Rejects with
 * what checkDiskFile, recogniseSource, readLibvirt and readQuickemu say, and SOURCE_UNKNOWN.
 */
export async function readMachine(
  path: string,
  offer: HostOffer,
  env: NodeJS.ProcessEnv,
): Promise<OtherMachine> {
  await checkDiskFile(path, { writable: false })
  return withRanges(path, async (file) => {
    const source = { path, offer, remarks: new Remarks() }
    const conf = path.endsWith('.conf') ? await readConf(file) : null
    if (conf !== null && isQuickemu(conf)) return readQuickemu(conf, source, homeOf(env))
    const recognised = await recogniseSource(file, path)
    if (recognised.kind !== 'domain') throw new GuesthouseError('SOURCE_UNKNOWN', { path })
    const place = libvirtPlaces(env).find(({ configDir }) => configDir === dirname(path))
    return readLibvirt(recognised.domain, source, place)
  })
}

/** Whether it is a file of Quickemu's; false where it cannot be read, as is most in a home. */
export async function isQuickemuFile(path: string): Promise<boolean> {
  try {
    await checkDiskFile(path, { writable: false })
    return await withRanges(path, async (file) => isQuickemu((await readConf(file)) ?? ''))
  } catch {
    return false
  }
}
