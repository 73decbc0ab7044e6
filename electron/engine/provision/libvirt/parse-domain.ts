import type { SourceReason } from '../../../../shared/domain/errors/source-reasons.ts'
import { filePathSchema } from '../../../../shared/domain/guest-config.ts'
import { fittingMemory, type MachineDraft, requireCpus, requireFewEnough } from '../draft.ts'
import { firmwareParts } from '../firmware-parts.ts'
import { fitDrives } from '../fit-drives.ts'
import { nameOfFile, usableName } from '../name-of-file.ts'
import { plainText, type Remarks } from '../remarks.ts'
import { sourceError } from '../source-error.ts'
import type { Xml } from '../xml.ts'
import type { DraftSource } from '../draft-source.ts'
import { deviceParts } from './devices.ts'
import { drivesOf } from './disks.ts'
import { mebibytes } from './memory.ts'
import { interfacesOf } from './interfaces.ts'

/** Kinds of domain that QEMU runs (libvirt's formatdomain). */
const TYPES: ReadonlySet<string> = new Set(['kvm', 'qemu'])
const NOTES_MAX = 16_384

/** Parts of a domain that tune it for its old host; what they change is said, not done. */
const TUNING = [
  ...['cputune', 'memtune', 'blkiotune', 'numatune', 'iothreads', 'memoryBacking', 'sysinfo'],
  ...['launchSecurity', 'keywrap', 'throttlegroups'],
]

/**
 * A libvirt domain (libvirt.org/formatdomain.html) in our words. Throws SOURCE_UNUSABLE,
 * SOURCE_NOT_READ or SOURCE_TOO_MANY.
 */
export function parseDomain(domain: Xml, source: DraftSource): MachineDraft {
  const { path, remarks } = source
  const unusable = (reason: SourceReason, word: string) =>
    sourceError('SOURCE_UNUSABLE', path, reason, { word })
  const type = domain.attribute('type') ?? ''
  if (!TYPES.has(type)) throw unusable(type === '' ? 'no-hypervisor' : 'hypervisor', type)
  const arch = domain.child('os', 'type')?.attribute('arch') ?? 'x86_64'
  if (arch !== 'x86_64' && arch !== 'i686') throw unusable('processor', arch)
  const osType = domain.textOf('os', 'type') ?? 'hvm'
  if (osType !== 'hvm') throw unusable('system-type', osType)

  const machine = machineOf(domain, remarks)
  const devices = domain.child('devices')
  const drives = drivesOf(devices, source)
  const nics = interfacesOf(devices, source)
  requireFewEnough(path, 'disks', drives.disks.length)
  requireFewEnough(path, 'cdroms', drives.cdroms.length)
  requireFewEnough(path, 'nics', nics.length)
  for (const name of TUNING) {
    if (domain.child(name) !== undefined) remarks.add('setting-left', { setting: name })
  }
  if (domain.children('commandline').length > 0) remarks.add('qemu-arguments')
  const notes = plainText(domain.textOf('description') ?? '', NOTES_MAX)
  return {
    name: nameOf(domain, path, remarks),
    parts: {
      ...memoryOf(domain, source),
      ...processorsOf(domain, source),
      ...systemOf(domain),
      ...firmwareOf(domain, machine, source),
      ...kernelOf(domain, remarks),
      ...deviceParts(devices, source),
      ...{ machine, nics, notes },
    },
    ...fitDrives(machine, drives, remarks),
  }
}

function nameOf(domain: Xml, path: string, remarks: Remarks): string {
  const given = domain.textOf('name') ?? ''
  const name = usableName(given)
  if (name !== given) remarks.add('name-changed', { name: given })
  return name ?? nameOfFile(path)
}

function machineOf(domain: Xml, remarks: Remarks): 'q35' | 'i440fx' {
  const machine = domain.child('os', 'type')?.attribute('machine') ?? 'pc'
  if (/q35/.test(machine)) return 'q35'
  if (/i440fx|^pc(-\d|$)/.test(machine)) return 'i440fx'
  remarks.add('machine-changed', { machine })
  return 'q35'
}

function memoryOf(domain: Xml, { path, remarks }: DraftSource): { memoryMiB: number } {
  const mib = mebibytes(domain.child('memory'))
  if (mib === null) {
    throw sourceError('SOURCE_NOT_READ', path, 'no-memory-size')
  }
  if (domain.child('maxMemory') !== undefined) remarks.add('memory-hotplug')
  const memoryMiB = fittingMemory(mib)
  if (memoryMiB !== mib) remarks.add('memory-rounded')
  return { memoryMiB }
}

function processorsOf(domain: Xml, { path, remarks }: DraftSource): { cpus: number; cpu: object } {
  const vcpu = domain.child('vcpu')
  const cpus = requireCpus(path, Number(vcpu?.attribute('current') ?? vcpu?.text ?? 1))
  const cpu = domain.child('cpu')
  if ((cpu?.children('feature').length ?? 0) > 0) remarks.add('cpu-features')
  if (cpu?.child('numa') !== undefined) remarks.add('setting-left', { setting: 'numa' })
  const model =
    cpu?.attribute('mode') === 'custom' || cpu?.attribute('mode') === undefined
      ? cpu?.textOf('model')
      : undefined
  const known = model !== undefined && /^[A-Za-z0-9][\w.-]{0,63}$/.test(model) ? model : 'auto'
  return { cpus, cpu: { model: known, ...topologyOf(cpu?.child('topology'), cpus, remarks) } }
}

function topologyOf(topology: Xml | undefined, cpus: number, remarks: Remarks): object {
  if (topology === undefined) return {}
  const of = (name: string): number => Number(topology.attribute(name) ?? 1)
  // Dies and clusters are parts of a socket that no guest of ours has.
  const [sockets, threads] = [of('sockets'), of('threads')]
  const cores = of('cores') * of('dies') * of('clusters')
  if (sockets * cores * threads === cpus) return { topology: { sockets, cores, threads } }
  remarks.add('topology-dropped')
  return {}
}

/** libosinfo's id, e.g. http://microsoft.com/win/11, where the manager wrote one; else hints. */
function systemOf(domain: Xml): { os: string; osName: string | null } {
  const id = domain.child('metadata', 'libosinfo', 'os')?.attribute('id') ?? ''
  const [, maker = '', system = '', version = ''] =
    /^https?:\/\/([\w.-]+)\/([\w.-]+)(?:\/([\w.-]+))?$/.exec(id) ?? []
  const windows =
    maker === 'microsoft.com' ||
    domain.child('features', 'hyperv') !== undefined ||
    domain.child('clock')?.attribute('offset') === 'localtime'
  const other = /bsd|haiku|solaris|apple|reactos/.test(`${maker} ${system}`)
  const word = system === 'win' ? 'Windows' : system.charAt(0).toUpperCase() + system.slice(1)
  const osName = plainText(`${word} ${version}`, 64)
  return {
    os: windows ? 'windows' : other ? 'other' : 'linux',
    osName: osName === '' ? null : osName,
  }
}

function firmwareOf(
  domain: Xml,
  machine: 'q35' | 'i440fx',
  { offer, remarks }: DraftSource,
): Record<string, unknown> {
  const os = domain.child('os')
  const loader = os?.child('loader')
  const secureBoot =
    loader?.attribute('secure') === 'yes' ||
    (os?.child('firmware')?.children('feature') ?? []).some(
      (feature) =>
        feature.attribute('name') === 'secure-boot' && feature.attribute('enabled') === 'yes',
    )
  const tpm = domain.child('devices')?.child('tpm')
  const backend = tpm?.child('backend')?.attribute('type')
  if (tpm !== undefined && backend !== 'emulator') remarks.add('tpm-lent')
  const uefi = os?.attribute('firmware') === 'efi' || loader?.attribute('type') === 'pflash'
  return firmwareParts({ machine, uefi, secureBoot, tpm: backend === 'emulator' }, offer, remarks)
}

function kernelOf(domain: Xml, remarks: Remarks): object {
  const kernel = domain.textOf('os', 'kernel')
  if (kernel === undefined) return {}
  const initrd = domain.textOf('os', 'initrd')
  const usable = [kernel, initrd].every(
    (file) => file === undefined || filePathSchema.safeParse(file).success,
  )
  if (!usable) {
    remarks.add('setting-left', { setting: 'kernel' })
    return {}
  }
  remarks.add('kernel-file', { path: kernel })
  const commandLine = plainText(domain.textOf('os', 'cmdline') ?? '', 2047)
  return { kernelBoot: { kernel, commandLine, ...(initrd === undefined ? {} : { initrd }) } }
}
