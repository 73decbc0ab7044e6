import { basename } from 'node:path'
import type { NewGuest } from '../../../../shared/domain/guest-config.ts'
import type { FoundSource } from '../../../../shared/domain/provision.ts'
import {
  defaultCpus,
  defaultDiskGiB,
  defaultMemoryMiB,
  memoryMiBFor,
} from '../../../../shared/domain/spare-resources.ts'
import type { HostOffer } from '../host-offer.ts'
import { nameOfFile } from '../name-of-file.ts'
import type { RangeFile } from '../read-range.ts'
import type { Remarks } from '../remarks.ts'
import { type InstalledSystem, recogniseSystem } from './recognise.ts'
import type { IsoVolume } from './volume.ts'

const GIB = 1024 ** 3
/** MiB for systems that say what they are and ask for nothing, e.g. a memory test. */
const SMALL_MEMORY_MIB = 1024

/** The machine that a disc is installed into. */
export async function describeIso(
  file: RangeFile,
  volume: IsoVolume,
  source: { readonly path: string; readonly offer: HostOffer; readonly remarks: Remarks },
): Promise<FoundSource['source']> {
  const { path, offer, remarks } = source
  const system = await recogniseSystem(file, volume, basename(path))
  const { osName, needs } = system
  const { resources } = offer
  if (!volume.bootable) remarks.add('iso-not-bootable')
  if (system.processor === 'other') remarks.add('iso-other-processor')
  if (system.os === 'windows') remarks.add('windows-buses')
  const installs = needs !== null || osName === null || system.os !== 'other'
  const diskGiB = defaultDiskGiB(resources, needs === null ? undefined : needs.diskBytes / GIB)
  const guest: NewGuest = {
    name: nameOfFile(path),
    memoryMiB:
      needs !== null
        ? memoryMiBFor(resources, needs.memoryMiB)
        : installs
          ? defaultMemoryMiB(resources)
          : Math.min(SMALL_MEMORY_MIB, defaultMemoryMiB(resources)),
    cpus: defaultCpus(resources),
    disk: installs ? { kind: 'new', sizeBytes: diskGiB * GIB } : { kind: 'none' },
    cdrom: path,
    os: system.os,
    ...(osName === null ? {} : { osName }),
    ...windowsParts(system, offer, remarks),
  }
  return { kind: 'iso', guest, osName, needs }
}

/** Windows 11 asks for Secure Boot and a TPM; a 32-bit Windows knows neither. */
function windowsParts(
  { os, processor, osName }: InstalledSystem,
  { firmware, tpm }: HostOffer,
  remarks: Remarks,
): Pick<NewGuest, 'firmware' | 'tpm'> {
  if (os !== 'windows' || processor === 'x86' || osName === 'Windows 7') return {}
  if (!firmware.uefi) {
    remarks.add('firmware-missing')
    return {}
  }
  if (firmware.secureBoot === 'none') remarks.add('secure-boot-missing')
  if (!tpm) remarks.add('tpm-missing')
  return { firmware: { kind: 'uefi', secureBoot: firmware.secureBoot !== 'none' }, tpm }
}
