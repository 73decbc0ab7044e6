import type { CommandLineView } from '../../shared/domain/command-line.ts'
import type { ConfigureResult } from '../../shared/domain/configure.ts'
import { differences, fieldOf } from '../../shared/domain/differences.ts'
import { GuesthouseError } from '../../shared/domain/errors.ts'
import type { GuestState, GuestView } from '../../shared/domain/guest.ts'
import type { GuestConfig } from '../../shared/domain/guest-config.ts'
import type { HardwareOffer } from '../../shared/domain/hardware-offer.ts'
import type { HostUsbDevice } from '../../shared/domain/usb.ts'
import type { MethodInput } from '../../shared/ipc/contract.ts'
import { sampleGuest } from './samples.ts'

export const sampleOffer: HardwareOffer = {
  cpuModels: ['host', 'max', 'qemu64', 'Nehalem', 'Skylake-Client', 'EPYC-Rome'],
  videos: ['virtio', 'vga', 'qxl'],
  soundDevices: ['hda-duplex', 'hda-output', 'hda-micro', 'ac97'],
  diskBuses: ['virtio', 'scsi', 'nvme', 'sata', 'ide', 'sd', 'usb'],
  nicModels: ['virtio', 'e1000e', 'rtl8139'],
  bridges: ['br0'],
  taps: [],
  privateNetworks: ['lab'],
  vsock: true,
  limits: true,
}

const usb = { manufacturer: 'SanDisk', name: 'Ultra', bus: 1, address: 12, speedMbps: 480 }
export const sampleUsbDevices: readonly HostUsbDevice[] = [
  {
    ...{ ...usb, vendor: '0781', product: '5581', port: '1.4.2', node: '/dev/bus/usb/001/012' },
    access: 'no-permission',
    rule: 'SUBSYSTEM=="usb", ATTR{idVendor}=="0781", ATTR{idProduct}=="5581", TAG+="uaccess"',
  },
  {
    ...{ ...usb, manufacturer: 'Yubico', name: 'YubiKey OTP+FIDO+CCID', speedMbps: 12 },
    ...{ vendor: '1050', product: '0407', port: '3', node: '/dev/bus/usb/001/004' },
    access: 'writable',
    rule: '',
  },
]

/** What the fake can do while a guest runs. */
const isLive = (field: string): boolean =>
  /\.(path|connected)$/.test(field) || /^(disks|nics|usbDevices)\.\w+$/.test(field)

/** A guest after `configure`, as the engine would answer; refuses as it does. */
export function fakeConfigure(
  guest: GuestView,
  { config, base, force }: MethodInput<'guests.configure'>,
): { readonly guest: GuestView; readonly result: ConfigureResult } {
  const { config: stored, runtime } = guest
  if (stored === null) throw new GuesthouseError('GUEST_BROKEN')
  if (base !== undefined && differences(base, stored).length > 0) {
    throw new GuesthouseError('GUEST_CHANGED')
  }
  const fields = differences(runtime?.config ?? stored, config).map(fieldOf)
  if (runtime === null) {
    return { guest: { ...guest, config }, result: { applied: fields, pending: [] } }
  }
  const ejected = fields.find((field) => /^cdroms\.\w+\.path$/.test(field))?.split('.')[1]
  if (ejected !== undefined && force !== true) {
    throw new GuesthouseError('MEDIUM_LOCKED', { device: ejected })
  }
  const [applied, pending] = [fields.filter(isLive), fields.filter((field) => !isLive(field))]
  const running: GuestConfig = {
    ...runtime.config,
    ...{ disks: config.disks, cdroms: config.cdroms, nics: config.nics },
    usbDevices: config.usbDevices,
  }
  const next = { ...guest, config, runtime: { ...runtime, config: running } }
  return { guest: next, result: { applied, pending } }
}

/** A few of the arguments of a guest, enough to see how they are shown. */
export function fakeCommandLine(
  guest: GuestView,
  config: GuestConfig | undefined,
): CommandLineView {
  const running = config === undefined && guest.runtime !== null
  const shown = config ?? guest.runtime?.config ?? guest.config
  if (shown === null) throw new GuesthouseError('GUEST_BROKEN')
  return {
    program: '/usr/bin/qemu-system-x86_64',
    arguments: [
      ...['-name', `guest=${guest.name},debug-threads=on`, '-uuid', guest.id],
      ...['-nodefaults', '-no-user-config', '-machine', `type=${shown.machine},accel=kvm`],
      ...['-m', `size=${String(shown.memoryMiB)}M`, '-smp', `cpus=${String(shown.cpus)}`],
      ...shown.disks.flatMap(({ id, path, format, cache }) => [
        '-blockdev',
        JSON.stringify({
          'node-name': `${id}-file`,
          driver: 'file',
          filename: path,
          cache,
          format,
        }),
        '-device',
        JSON.stringify({ driver: 'virtio-blk-pci', id, drive: `${id}-node`, bus: 'port-1' }),
      ]),
      ...shown.extraArguments,
    ],
    running,
  }
}

/** One that has something of everything, and a change that waits for its next start. */
export function sampleFullGuest(number: number, name: string, state: GuestState): GuestView {
  const guest = sampleGuest(number, name, state)
  if (guest.config === null) throw new Error('broken')
  const folder = `/home/ada/.local/share/guesthouse/guests/${guest.id}`
  const [disk] = guest.config.disks
  const [nic] = guest.config.nics
  if (disk === undefined || nic === undefined) throw new Error('no disk or no NIC')
  const running: GuestConfig = {
    ...guest.config,
    firmware: { kind: 'uefi', secureBoot: true },
    tpm: true,
    disks: [
      disk,
      { ...disk, id: 'disk1', path: `${folder}/a-rather-long-name-of-a-disk-for-data.qcow2` },
    ],
    nics: [
      nic,
      {
        ...{ ...nic, id: 'net1', mac: '52:54:00:12:34:57' },
        network: { kind: 'private', name: 'lab' },
      },
    ],
    usbDevices: [{ id: 'usb0', match: { kind: 'product', vendor: '0781', product: '5581' } }],
    shares: [
      { id: 'share0', path: '/home/ada/Music', tag: 'music', readOnly: true, driver: 'auto' },
    ],
    watchdog: { action: 'reset' },
    vsock: { cid: 42 },
  }
  const config: GuestConfig =
    guest.runtime === null ? running : { ...running, memoryMiB: 8192, cpus: 6 }
  const runtime = guest.runtime === null ? null : { ...guest.runtime, config: running }
  return { ...guest, config, runtime }
}
