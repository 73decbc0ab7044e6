import type { Accelerator } from '../../../shared/domain/guest.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { cdromArguments, diskArguments } from './blocks.ts'
import { serialArguments, vncArguments } from './consoles.ts'
import { escapeOption } from './escape.ts'
import { nicArguments } from './network.ts'

export interface CommandLineInput {
  readonly config: GuestConfig
  readonly accelerator: Accelerator
  /** Value of -cpu. */
  readonly cpu: string
  /** QOM types that this QEMU has. */
  readonly deviceTypes: ReadonlySet<string>
  readonly files: {
    readonly pidFile: string
    readonly qmpSocket: string
    readonly vncSocket: string
    readonly serialSocket: (deviceId: string) => string
    readonly serialLog: (deviceId: string) => string
  }
}

/** System calls that QEMU never needs here. spawn=deny: helpers are ours to start, not QEMU's. */
const SANDBOX = 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny'

/**
 * The whole of QEMU's arguments for a guest. Pure. What a person typed goes into JSON, into an
 * argument that QEMU does not parse (-kernel, -append, -pidfile), or through escapeOption.
 */
export function buildCommandLine(input: CommandLineInput): string[] {
  const { config, files } = input
  return [
    ...['-name', `guest=${escapeOption(config.name)}`],
    ...['-uuid', config.id],
    ...['-nodefaults', '-no-user-config'],
    ...['-sandbox', SANDBOX],
    ...['-msg', 'timestamp=on'],
    ...['-pidfile', files.pidFile],
    ...['-chardev', `socket,id=qmp-chr,path=${escapeOption(files.qmpSocket)},server=on,wait=off`],
    ...['-mon', 'chardev=qmp-chr,mode=control'],
    ...['-machine', 'q35,vmport=off'],
    ...['-accel', input.accelerator],
    ...['-cpu', input.cpu],
    ...['-smp', `cpus=${config.cpus},sockets=1,cores=${config.cpus},threads=1`],
    ...['-m', `size=${config.memoryMiB}M`],
    ...['-rtc', 'base=utc'],
    ...['-boot', 'strict=on'],
    ...['-device', JSON.stringify({ driver: 'virtio-rng-pci', id: 'rng' })],
    ...(config.display === 'vnc'
      ? vncArguments(files.vncSocket, input.deviceTypes)
      : ['-display', 'none']),
    ...kernelArguments(config),
    // An installation medium goes before the disks only where the disk cannot boot: firmware tries
    // the disk first and falls through to the CD-ROM while the disk is blank.
    ...config.disks.flatMap((disk, index) => diskArguments(disk, index + 1)),
    ...config.cdroms.flatMap((cdrom, index) =>
      cdromArguments(cdrom, index, config.disks.length + index + 1),
    ),
    ...config.nics.flatMap(nicArguments),
    ...config.serials.flatMap((serial) =>
      serialArguments(serial, files.serialSocket(serial.id), files.serialLog(serial.id)),
    ),
  ]
}

function kernelArguments({ kernelBoot }: GuestConfig): string[] {
  if (kernelBoot === undefined) return []
  return [
    ...['-kernel', kernelBoot.kernel],
    ...(kernelBoot.initrd === undefined ? [] : ['-initrd', kernelBoot.initrd]),
    ...(kernelBoot.commandLine === '' ? [] : ['-append', kernelBoot.commandLine]),
  ]
}
