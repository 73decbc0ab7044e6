import type * as z from 'zod/mini'
import { type GuestConfig, guestConfigSchema } from '../../../../shared/domain/guest-config.ts'
import { noResources, type RunResources } from '../../preparation/resources.ts'
import { buildCommandLine } from '../build.ts'
import type { CommandLineCapabilities, CommandLineInput } from '../input.ts'

/** What a host has to have for a sample's QEMU to start; golden files need none of it. */
export type Need =
  | { readonly kind: 'device-type'; readonly name: string }
  | { readonly kind: 'netdev'; readonly name: string }
  | { readonly kind: 'chardev'; readonly name: string }
  | { readonly kind: 'audio-driver'; readonly name: string }
  | { readonly kind: 'program'; readonly path: string }
  /** A path of this computer, e.g. of a device node. */
  | { readonly kind: 'path'; readonly path: string }

/** A program that must run before QEMU does, on a socket. */
export type Helper =
  | { readonly kind: 'swtpm'; readonly socket: string }
  | { readonly kind: 'virtiofsd'; readonly socket: string; readonly folder: string }
  | { readonly kind: 'pulseaudio'; readonly socket: string }
  /** Somebody who takes connections and says nothing. */
  | { readonly kind: 'listener'; readonly socket: string }

/** A guest to build a command line for, with what differs from a plain TCG run. */
export interface Sample {
  readonly config: GuestConfig
  readonly more?: Partial<CommandLineInput>
  /** What QEMU cannot do of what it can in the other samples. */
  readonly capabilities?: Partial<CommandLineCapabilities>
  readonly needs?: readonly Need[]
  readonly helpers?: readonly Helper[]
  /** What QEMU rightly says about it; of any other word the test would fail. */
  readonly says?: RegExp
}

export type Samples = Readonly<Record<string, Sample>>

export type ConfigInput = z.input<typeof guestConfigSchema>
type DiskInput = ConfigInput['disks'][number]
type NicInput = ConfigInput['nics'][number]

/** A guest with nothing that can be left out, and `some`; what the schema refuses throws. */
export const guest = (some: Partial<ConfigInput> = {}): GuestConfig =>
  guestConfigSchema.parse({
    ...{ schema: 2, id: '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11', name: 'tiny' },
    ...{ memoryMiB: 256, cpus: 1, accelerator: 'auto', agent: false, balloon: false, rng: false },
    ...{ disks: [], cdroms: [], nics: [], serials: [], display: 'none', createdAt: 0 },
    ...some,
  })

/** A disk of a sample; the rest is as the schema has it. */
export const disk = (id: string, path: string, some?: Partial<DiskInput>): DiskInput => ({
  ...{ id, path, format: 'qcow2', readOnly: false, managed: false },
  ...some,
})

export const nic = (id: string, last: string, some?: Partial<NicInput>): NicInput => ({
  ...{ id, mac: `52:54:00:12:34:${last}` },
  ...some,
})

export const resources = (some: Partial<RunResources>): Pick<CommandLineInput, 'resources'> => ({
  resources: { ...noResources, ...some },
})

const everything: CommandLineCapabilities = {
  deviceTypes: new Set([
    ...['virtio-vga', 'virtio-vga-gl', 'qxl-vga', 'virtio-sound-pci', 'vhost-vsock-pci'],
  ]),
  chardevTypes: new Set(['qemu-vdagent']),
  netdevJson: true,
  ioUring: true,
}

/** The command line of a sample on a QEMU that can do all that one is asked for. */
export function buildSample(
  { config, more, capabilities }: Sample,
  files: CommandLineInput['files'],
): string[] {
  return buildCommandLine({
    config,
    accelerator: 'tcg',
    cpu: 'max',
    resources: noResources,
    capabilities: { ...everything, ...capabilities },
    files,
    ...more,
  })
}
