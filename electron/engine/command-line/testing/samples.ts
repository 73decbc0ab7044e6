import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import type { CommandLineInput } from '../build.ts'

/** A guest to build a command line for, with what differs from a plain TCG run. */
export interface Sample {
  readonly config: GuestConfig
  readonly more?: Partial<CommandLineInput>
}

/** A guest with nothing that can be left out. */
export const minimal: GuestConfig = {
  schema: 1,
  id: '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11',
  name: 'tiny',
  memoryMiB: 256,
  cpus: 1,
  accelerator: 'auto',
  disks: [],
  cdroms: [],
  nics: [],
  serials: [],
  display: 'none',
  createdAt: 0,
}

/** What the golden files and the runs under real QEMU are made of; files are in `dir`. */
export function samples(dir: string): Readonly<Record<string, Sample>> {
  const disk = { format: 'qcow2', readOnly: false, managed: false } as const
  const desktop: GuestConfig = {
    ...minimal,
    name: 'debian-13',
    memoryMiB: 1024,
    cpus: 4,
    disks: [{ ...disk, id: 'disk0', path: `${dir}/a.qcow2` }],
    cdroms: [{ id: 'cdrom0', path: `${dir}/a.iso` }],
    nics: [{ id: 'net0', mac: '52:54:00:12:34:56', backend: 'user' }],
    serials: [{ id: 'serial0' }],
    display: 'vnc',
  }
  const hostile = `a,file.locking=off",nbd:\\ \u00e9.qcow2`
  return {
    minimal: { config: minimal },
    desktop: { config: desktop },
    'desktop-kvm': {
      config: desktop,
      more: { accelerator: 'kvm', cpu: 'host,-arch-capabilities' },
    },
    'without-virtio-vga': { config: desktop, more: { deviceTypes: new Set() } },
    'kernel-boot': {
      config: {
        ...minimal,
        kernelBoot: {
          kernel: `${dir}/vmlinuz`,
          initrd: `${dir}/initrd`,
          commandLine: 'console=ttyS0 a=b,c',
        },
      },
    },
    'kernel-without-initrd': {
      config: { ...minimal, kernelBoot: { kernel: `${dir}/vmlinuz`, commandLine: '' } },
    },
    'two-disks-raw-and-read-only': {
      config: {
        ...minimal,
        disks: [
          { ...disk, id: 'disk0', path: `${dir}/a.img`, format: 'raw' },
          { ...disk, id: 'disk1', path: `${dir}/b.qcow2`, readOnly: true },
        ],
      },
    },
    'empty-drive-and-two-discs': {
      config: {
        ...minimal,
        cdroms: [
          { id: 'cdrom0', path: null },
          { id: 'cdrom1', path: `${dir}/a.iso` },
          { id: 'cdrom2', path: `${dir}/b.iso` },
        ],
      },
    },
    'two-serial-ports-and-nics': {
      config: {
        ...minimal,
        serials: [{ id: 'serial0' }, { id: 'serial1' }],
        nics: [
          { id: 'net0', mac: '52:54:00:00:00:01', backend: 'user' },
          { id: 'net1', mac: '52:54:00:00:00:02', backend: 'user' },
        ],
      },
    },
    'hostile-names': {
      config: {
        ...desktop,
        name: `a,process=x "b' \\ ../\u{1f40d}`,
        disks: [{ ...disk, id: 'disk0', path: `${dir}/${hostile}` }],
      },
    },
  }
}
