import type { SourceReason } from '../../../../shared/domain/errors/source-reasons.ts'
import { fittingMemory, type MachineDraft, requireCpus, requireFewEnough } from '../draft.ts'
import { firmwareParts } from '../firmware-parts.ts'
import { fitDrives } from '../fit-drives.ts'
import { nameOfFile, usableName } from '../name-of-file.ts'
import { plainText, type Remarks } from '../remarks.ts'
import { sourceError } from '../source-error.ts'
import type { Xml } from '../xml.ts'
import { drivesOf } from './drives.ts'
import { type Item, itemsOf, resource } from './items.ts'
import { nicsOf } from './nics.ts'
import type { OvfSource } from './ovf-source.ts'
import { bytesOf } from './units.ts'

const MIB = 1024 * 1024
const NOTES_MAX = 16_384

/** Resources that every guest here has, or that mean nothing without their host. */
const SILENT: ReadonlySet<number> = new Set([resource.usb, resource.graphics, 1])

/**
 * The machine of an OVF descriptor (DMTF DSP0243, 1.0 to 2.1; and what VMware and VirtualBox add).
 * Throws SOURCE_NOT_READ, SOURCE_UNUSABLE, SOURCE_TOO_MANY or OVA_DAMAGED.
 */
export function parseOvf(envelope: Xml, source: OvfSource): MachineDraft {
  const { path, remarks } = source
  const system = systemOf(envelope, path)
  const hardware = system.child('VirtualHardwareSection')
  if (hardware === undefined) {
    throw sourceError('SOURCE_NOT_READ', path, 'no-hardware')
  }
  const items = itemsOf(envelope, hardware)
  const of = (...types: readonly number[]): Item[] =>
    items.filter(({ type }) => types.includes(type))
  // First: each of them is looked up in lists that may be as long.
  requireFewEnough(path, 'disks', of(resource.disk).length)
  requireFewEnough(path, 'cdroms', of(resource.cd, resource.dvd).length)
  requireFewEnough(path, 'nics', of(resource.ethernet).length)
  const os = guestSystem(system)
  const drives = drivesOf(envelope, items, source)
  const nics = nicsOf(of(resource.ethernet), os.os, remarks)
  // Only the older machine has IDE; what starts from an IDE disk looks for it there.
  const uefi = isUefi(system, hardware)
  const machine = drives.disks[0]?.bus === 'ide' && !uefi ? 'i440fx' : 'q35'
  remarkOnTheRest(system, items, remarks)
  const serials = of(resource.serial)
  requireFewEnough(path, 'serials', serials.length)
  const given = system.textOf('Name') ?? system.attribute('id') ?? ''
  const name = usableName(given)
  if (name !== given) remarks.add('name-changed', { name: given })
  return {
    name: name ?? nameOfFile(path),
    parts: {
      ...processorsOf(of(resource.processor), path),
      memoryMiB: memoryOf(of(resource.memory), source),
      ...os,
      ...firmwareParts(
        { machine, uefi, ...securityOf(system, hardware, items) },
        source.offer,
        remarks,
      ),
      ...{ machine, nics },
      serials: serials.map((_, index) => ({ id: `serial${index}` })),
      sound: of(resource.sound).length > 0 ? { device: 'hda-output' } : null,
      notes: plainText(system.textOf('AnnotationSection', 'Annotation') ?? '', NOTES_MAX),
    },
    ...fitDrives(machine, drives, remarks),
  }
}

function systemOf(envelope: Xml, path: string): Xml {
  const refuse = (reason: SourceReason, count = 0) =>
    sourceError('SOURCE_NOT_READ', path, reason, { count })
  if (envelope.name !== 'Envelope') throw refuse('no-ovf')
  const systems = [
    ...envelope.children('VirtualSystem'),
    ...envelope.children('VirtualSystemCollection').flatMap((all) => all.children('VirtualSystem')),
  ]
  const [system, ...others] = systems
  if (system === undefined) throw refuse('no-machine')
  if (others.length > 0) throw refuse('several-machines', systems.length)
  return system
}

function processorsOf(items: readonly Item[], path: string): { cpus: number; cpu: object } {
  const [item] = items
  const cpus = requireCpus(path, Number(item?.element.textOf('VirtualQuantity') ?? 1))
  const cores = Number(item?.element.textOf('CoresPerSocket') ?? Number.NaN)
  if (!Number.isInteger(cores) || cores < 1 || cpus % cores !== 0) return { cpus, cpu: {} }
  return { cpus, cpu: { topology: { sockets: cpus / cores, cores, threads: 1 } } }
}

function memoryOf([item]: readonly Item[], { path, remarks }: OvfSource): number {
  const quantity = item?.element.textOf('VirtualQuantity')
  const bytes = bytesOf(quantity, item?.element.textOf('AllocationUnits') ?? 'MegaBytes')
  if (bytes === null) {
    throw sourceError('SOURCE_NOT_READ', path, 'no-memory-size')
  }
  const memoryMiB = fittingMemory(bytes / MIB)
  if (memoryMiB * MIB !== bytes) remarks.add('memory-rounded')
  return memoryMiB
}

/** CIM_OperatingSystem.OSType has some hundred numbers; the words beside it say as much. */
function guestSystem(system: Xml): { os: 'linux' | 'windows' | 'other'; osName: string | null } {
  const section = system.child('OperatingSystemSection')
  const description = plainText(section?.textOf('Description') ?? '', 64)
  const words = `${section?.attribute('osType') ?? ''} ${description}`
  if (/windows|^win/i.test(words)) return { os: 'windows', osName: description || null }
  const other = /bsd|solaris|darwin|mac ?os|dos|os\/2|haiku|netware/i.test(words)
  return { os: other ? 'other' : 'linux', osName: description || null }
}

/** Values of vmw:Config (VMware) under a section, by key. */
const configOf = (hardware: Xml, key: string): string | undefined =>
  hardware
    .children()
    .filter(({ name }) => name === 'Config' || name === 'ExtraConfig')
    .find((element) => element.attribute('key') === key)
    ?.attribute('value')

/** VirtualBox describes its machine once more, in its own words. */
const virtualBox = (system: Xml): Xml | undefined => system.child('Machine', 'Hardware')

function isUefi(system: Xml, hardware: Xml): boolean {
  const box = virtualBox(system)?.child('Firmware')?.attribute('type') ?? ''
  return configOf(hardware, 'firmware')?.toLowerCase() === 'efi' || /^EFI/i.test(box)
}

function securityOf(
  system: Xml,
  hardware: Xml,
  items: readonly Item[],
): { secureBoot: boolean; tpm: boolean } {
  const box = virtualBox(system)
  const boxTpm = box?.child('TrustedPlatformModule')?.attribute('type') ?? 'None'
  const nvram = box?.child('UefiNVRAM', 'SecureBoot')?.attribute('enabled')
  return {
    secureBoot:
      configOf(hardware, 'bootOptions.efiSecureBootEnabled') === 'true' || nvram === 'true',
    tpm: items.some(({ subtype }) => /vtpm/i.test(subtype)) || boxTpm !== 'None',
  }
}

const HANDLED: ReadonlySet<number> = new Set([
  ...[resource.processor, resource.memory, resource.ide, resource.scsi, resource.ethernet],
  ...[resource.cd, resource.dvd, resource.disk, resource.otherStorage, resource.serial],
  ...[resource.sound],
])

function remarkOnTheRest(system: Xml, items: readonly Item[], remarks: Remarks): void {
  for (const { type, name, subtype } of items) {
    if (HANDLED.has(type) || SILENT.has(type)) continue
    if (type === resource.floppy) remarks.add('floppy')
    else remarks.add('device-left', { device: plainText(name || subtype || String(type), 40) })
  }
  if (system.child('EulaSection') !== undefined) remarks.add('ova-licence')
  const settable = system.children('ProductSection').flatMap((one) => one.children('Property'))
  if (settable.length > 0) remarks.add('ova-properties')
}
