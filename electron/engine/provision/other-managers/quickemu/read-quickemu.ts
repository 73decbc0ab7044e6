import { stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { usbDeviceSchema } from '../../../../../shared/domain/config/devices.ts'
import { networkSchema, nicSchema } from '../../../../../shared/domain/config/network.ts'
import { GuesthouseError } from '../../../../../shared/domain/errors.ts'
import { DISK_BYTES, filePathSchema } from '../../../../../shared/domain/guest-config.ts'
import { defaultCpus, defaultMemoryMiB } from '../../../../../shared/domain/spare-resources.ts'
import { randomMac } from '../../../guest/new-guest.ts'
import { knownFormat } from '../../../storage/image-format.ts'
import { type DraftDisk, fittingMemory, type MachineDraft, requireCpus } from '../../draft.ts'
import type { DraftSource } from '../../draft-source.ts'
import { firmwareParts } from '../../firmware-parts.ts'
import { fitDrives } from '../../fit-drives.ts'
import { usableName } from '../../name-of-file.ts'
import type { RangeFile } from '../../read-range.ts'
import { sourceError } from '../../source-error.ts'
import type { OtherMachine } from '../other-machine.ts'
import { type ConfValues, NotPlain, parseConf } from './parse-conf.ts'
import { bytesOf, systemOf } from './words.ts'

/** Bytes; a file of Quickemu's has some hundreds. */
export const CONF_MAX_BYTES = 64 * 1024
/** A disk that is no larger holds no system (DISK_MIN_SIZE of quickemu). */
const EMPTY_DISK_BYTES = 197_632 * 8
const FORWARDS_MAX = 64
const SECTOR = 512

/** Whether the text is that of a machine of Quickemu's; other programs have .conf files, too. */
export const isQuickemu = (text: string): boolean =>
  /^#!.*\bquickemu\b/.test(text) ||
  (/^[ \t]*disk_img=/m.test(text) && /^[ \t]*(?:guest_os|iso|img|fixed_iso)=/m.test(text))

/** The text of a file that may be Quickemu's; null where it is too large. */
export async function readConf(file: RangeFile): Promise<string | null> {
  if (file.bytes > CONF_MAX_BYTES) return null
  return (await file.read(0, file.bytes)).toString('utf8')
}

/**
 * A machine of Quickemu's (quickemu(1), quickemu_conf(5)) in our words; its paths are relative to its
 * file, as there. Rejects with QUICKEMU_NOT_READ, SOURCE_UNUSABLE or SOURCE_NOT_READ.
 */
export async function readQuickemu(
  text: string,
  source: DraftSource,
  home: string,
): Promise<OtherMachine> {
  const { path } = source
  const conf = new Conf(parsed(text, path, home), path)
  const system = systemOf(conf.word('guest_os', 'linux').toLowerCase())
  if (system === null) {
    throw sourceError('SOURCE_UNUSABLE', path, 'system-type', { word: conf.word('guest_os') })
  }
  const disk = conf.path('disk_img')
  if (disk === null) throw sourceError('SOURCE_NOT_READ', path, 'disk-not-described')
  const name = basename(path, '.conf')
  const folder = dirname(disk)
  const installed = await bytesAt(disk)
  const { machine } = system
  const uefi = conf.word('boot', 'efi').toLowerCase().includes('efi')
  const firmware = firmwareParts(
    { machine, uefi, secureBoot: conf.word('secureboot') === 'on', tpm: conf.word('tpm') === 'on' },
    source.offer,
    source.remarks,
  )
  const draft: MachineDraft = {
    name: usableName(name) ?? 'machine',
    parts: {
      ...resourcesOf(conf, source),
      ...{ ...firmware, machine, os: system.os, osName: null, display: 'vnc' },
      ...{ nics: nicsOf(conf, system.nic, source), serials: [{ id: 'serial0' }] },
      ...{ sound: soundOf(conf.word('sound_card')), usbDevices: usbDevicesOf(conf) },
    },
    ...fitDrives(machine, drivesOf(conf, { disk, installed, bus: system.bus }), source.remarks),
  }
  if (conf.word('extra_args') !== '') source.remarks.add('qemu-arguments')
  if (conf.word('floppy') !== '') source.remarks.add('floppy')
  const nvram = join(folder, 'OVMF_VARS.fd')
  return {
    ...{ origin: 'quickemu', path, draft, savedFile: null },
    pidFile: join(folder, `${name}.pid`),
    nvram: uefi ? nvram : null,
    tpm: { folder, files: ['tpm2-00.permall'] },
  }
}

function parsed(text: string, path: string, home: string): ConfValues {
  try {
    return parseConf(text, { HOME: home })
  } catch (error) {
    if (!(error instanceof NotPlain)) throw error
    throw new GuesthouseError('QUICKEMU_NOT_READ', { path, line: error.line })
  }
}

/** The values of a file, each as what it is for. */
class Conf {
  readonly #values: ConfValues
  readonly #path: string

  constructor(values: ConfValues, path: string) {
    this.#values = values
    this.#path = path
  }

  word(name: string, usual = ''): string {
    const value = this.#values.get(name)
    // A list where a word belongs is its first one, as in a shell.
    const word = (typeof value === 'string' ? value : value?.[0]) ?? ''
    return word === '' ? usual : word
  }

  words(name: string): readonly string[] {
    const value = this.#values.get(name) ?? []
    return typeof value === 'string' ? [value] : value
  }

  /** null where there is none. Throws SOURCE_NOT_READ for one that no file has. */
  path(name: string): string | null {
    const word = this.word(name)
    if (word === '') return null
    const file = filePathSchema.safeParse(resolve(dirname(this.#path), word))
    if (file.success) return file.data
    throw sourceError('SOURCE_NOT_READ', this.#path, 'disk-not-described')
  }
}

function resourcesOf(
  conf: Conf,
  { path, offer }: DraftSource,
): { memoryMiB: number; cpus: number } {
  // Where the file does not say, Quickemu chooses by the computer, and so do we.
  const memory = bytesOf(conf.word('ram'), 'M')
  const cpus = conf.word('cpu_cores')
  return {
    memoryMiB:
      memory === null ? defaultMemoryMiB(offer.resources) : fittingMemory(memory / 1024 ** 2),
    cpus: cpus === '' ? defaultCpus(offer.resources) : requireCpus(path, Number(cpus)),
  }
}

function drivesOf(
  conf: Conf,
  of: { readonly disk: string; readonly installed: number | null; readonly bus: DraftDisk['bus'] },
): { disks: DraftDisk[]; cdroms: { path: string; bus: 'sata' }[] } {
  const { disk, installed, bus } = of
  const format = knownFormat(conf.word('disk_format', 'qcow2'))
  const sizeBytes = diskBytesOf(conf.word('disk_size', '16G'))
  const origin: DraftDisk['origin'] =
    installed === null ? { kind: 'blank', sizeBytes } : { kind: 'file', path: disk, format }
  // A system that is installed starts from its disk, and Quickemu leaves out what it came from.
  const isNew = (installed ?? 0) <= EMPTY_DISK_BYTES
  const settings = { readOnly: false }
  const image = isNew ? conf.path('img') : null
  const discs = [isNew ? conf.path('iso') : null, conf.path('fixed_iso')]
  const recovery: DraftDisk[] =
    image === null ? [] : [{ origin: { kind: 'file', path: image, format: 'raw' }, bus, settings }]
  return {
    disks: [{ origin, bus, settings }, ...recovery],
    cdroms: discs.flatMap((path) => (path === null ? [] : [{ path, bus: 'sata' as const }])),
  }
}

/** Whole sectors, as many as a disk can have. */
function diskBytesOf(word: string): number {
  const bytes = Math.min(bytesOf(word, 'b') ?? 0, DISK_BYTES.max)
  return Math.max(Math.ceil(bytes / SECTOR) * SECTOR, DISK_BYTES.min)
}

/** Never with a microphone: the person allows that by choice. */
function soundOf(card: string): object | null {
  if (card === 'none') return null
  return { device: card === 'ac97' ? 'ac97' : 'hda-output' }
}

function nicsOf(conf: Conf, model: string, { remarks }: DraftSource): object[] {
  const network = conf.word('bridge', conf.word('network'))
  if (network === 'none') return []
  const mac = nicSchema.shape.mac.safeParse(conf.word('macaddr').toLowerCase())
  const nic = { id: 'net0', mac: mac.success ? mac.data : randomMac(), model }
  if (network === 'restrict') return [{ ...nic, network: { kind: 'isolated' } }]
  const bridge = networkSchema.safeParse({ kind: 'bridge', bridge: network })
  if (network !== '' && bridge.success) {
    remarks.add('network-bridge', { bridge: network })
    return [{ ...nic, network: bridge.data }]
  }
  if (network !== '') remarks.add('network-to-user', { network })
  return [{ ...nic, network: { kind: 'user', forwards: forwardsOf(conf) } }]
}

/** "8080:80" is a port of this computer and the machine's, of both protocols. */
function forwardsOf(conf: Conf): object[] {
  const ssh = conf.word('ssh_port')
  const pairs = [...(ssh === '' ? [] : [[ssh, '22', ['tcp']] as const])]
  const given = conf.words('port_forwards').map((pair) => pair.split(':'))
  const all = [
    ...pairs,
    ...given.map(([host = '', guest = '']) => [host, guest, ['tcp', 'udp']] as const),
  ].flatMap(([host, guest, protocols]) =>
    protocols.map((protocol) => ({
      ...{ protocol, hostPort: Number(host), guestPort: Number(guest) },
    })),
  )
  const isForward = (forward: object): boolean =>
    networkSchema.safeParse({ kind: 'user', forwards: [forward] }).success
  return all.filter(isForward).slice(0, FORWARDS_MAX)
}

function usbDevicesOf(conf: Conf): object[] {
  return conf.words('usb_devices').flatMap((pair, index) => {
    const [vendor = '', product = ''] = pair.toLowerCase().split(':')
    const match = { kind: 'product', vendor, product }
    const parsedDevice = usbDeviceSchema.safeParse({ id: `usb${index}`, match })
    return parsedDevice.success ? [parsedDevice.data] : []
  })
}

const bytesAt = (path: string): Promise<number | null> =>
  stat(path).then(
    ({ size }) => size,
    () => null,
  )
