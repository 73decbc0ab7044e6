import type { FoundSource } from '../../shared/domain/provision.ts'
import { GuesthouseError } from '../../shared/domain/errors.ts'
import { sampleConfig, sampleError, sampleId } from './samples.ts'

const GIB = 1024 ** 3

const described = (name: string, osName: string) => ({
  ...sampleConfig(sampleId(900), name),
  ...{ osName, disks: [], memoryMiB: 2048, cpus: 2 },
})

const iso = (path: string): FoundSource => ({
  ...{ path, bytes: 0.66 * GIB, remarks: [] },
  source: {
    ...{ kind: 'iso', osName: 'Debian 13.1.0' },
    needs: { memoryMiB: 2048, diskBytes: 32 * GIB },
    guest: {
      ...{ name: 'debian-13.1.0-amd64-netinst', memoryMiB: 2048, cpus: 4, os: 'linux' },
      ...{ disk: { kind: 'new', sizeBytes: 32 * GIB }, cdrom: path, osName: 'Debian 13.1.0' },
    },
  },
})

const windows = (path: string): FoundSource => ({
  ...{ path, bytes: 5.4 * GIB, remarks: [{ code: 'windows-buses', params: {} }] },
  source: {
    ...{ kind: 'iso', osName: 'Windows 11' },
    needs: { memoryMiB: 4096, diskBytes: 64 * GIB },
    guest: {
      ...{ name: 'Win11_24H2_English_x64', memoryMiB: 4096, cpus: 4, os: 'windows', tpm: true },
      ...{ disk: { kind: 'new', sizeBytes: 64 * GIB }, cdrom: path, osName: 'Windows 11' },
      firmware: { kind: 'uefi', secureBoot: true },
    },
  },
})

const disk = (path: string): FoundSource => ({
  ...{ path, bytes: 0.4 * GIB, remarks: [] },
  source: {
    ...{ kind: 'disk', format: 'qcow2', virtualSizeBytes: 20 * GIB, copyOnly: false },
    backing: ['/home/ada/Images/debian-13-genericcloud-amd64.qcow2'],
    guest: {
      ...{ name: 'web-shop', memoryMiB: 4096, cpus: 4, disk: { kind: 'existing', path } },
    },
  },
})

const ova = (path: string): FoundSource => ({
  ...{ path, bytes: 1.8 * GIB },
  source: {
    ...{ kind: 'ova', config: described('nextcloud-appliance', 'Debian GNU/Linux 12 (64-bit)') },
    disks: [
      {
        ...{ source: 'nextcloud-appliance-disk1.vmdk', bus: 'sata', format: 'vmdk' },
        ...{ virtualSizeBytes: 40 * GIB, copyBytes: 3.1 * GIB, backing: [], problem: null },
        copyOnly: true,
      },
    ],
  },
  remarks: [
    { code: 'bus-changed', params: { from: 'SCSI', to: 'SATA' } },
    { code: 'nic-model', params: { from: 'VmxNet3', to: 'virtio' } },
    { code: 'network-to-user', params: { network: 'VM Network' } },
    { code: 'ova-properties', params: {} },
  ],
})

const libvirt = (path: string): FoundSource => ({
  ...{ path, bytes: 6144 },
  source: {
    ...{ kind: 'libvirt', config: described('build-runner', 'Fedora 41') },
    disks: [
      {
        ...{ source: '/home/ada/.local/share/libvirt/images/build-runner.qcow2', bus: 'virtio' },
        ...{ format: 'qcow2', virtualSizeBytes: 60 * GIB, copyBytes: 12.5 * GIB, backing: [] },
        ...{ problem: null, copyOnly: false },
      },
      {
        ...{ source: '/var/lib/libvirt/images/build-runner-data.qcow2', bus: 'virtio' },
        ...{ format: 'qcow2', virtualSizeBytes: 0, copyBytes: 0, backing: [], copyOnly: false },
        problem: sampleError('DISK_UNREADABLE', {
          path: '/var/lib/libvirt/images/build-runner-data.qcow2',
        }),
      },
    ],
  },
  remarks: [
    { code: 'tpm-new', params: {} },
    { code: 'network-bridge', params: { bridge: 'br0' } },
    { code: 'share-given', params: { path: '/home/ada/work', tag: 'work' } },
  ],
})

/** What main would say of a file of that name. */
export function sampleSource(path: string): FoundSource {
  if (/win11.*\.iso$/i.test(path)) return windows(path)
  if (path.endsWith('.iso')) return iso(path)
  if (path.endsWith('.qcow2')) return disk(path)
  if (path.endsWith('.ova')) return ova(path)
  if (path.endsWith('.xml')) return libvirt(path)
  throw new GuesthouseError('DISK_FORMAT_UNKNOWN', { path })
}
