import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { audioParts } from './audio.ts'
import { cdromParts } from './cdroms.ts'
import { channelParts, serialParts } from './channels.ts'
import { deviceParts, type DeviceParts, partsArguments } from './device-parts.ts'
import { controllerParts, diskParts, drivePorts } from './disks.ts'
import { escapeOption } from './escape.ts'
import { firmwareParts } from './firmware.ts'
import type { CommandLineInput } from './input.ts'
import { inPlace } from './layout.ts'
import { machineArguments } from './machine.ts'
import { memoryArguments, memoryParts } from './memory.ts'
import { actionArguments, miscParts } from './misc.ts'
import { nicParts } from './network.ts'
import { pluggedPlaces, rootPorts } from './placement.ts'
import { processorArguments } from './processor.ts'
import { shareParts } from './shares.ts'
import { tpmArguments } from './tpm.ts'
import { usbDeviceParts, usbParts } from './usb.ts'
import { videoArguments } from './video.ts'

/**
 * The whole of QEMU's arguments for a guest. Pure. What a person typed goes into JSON, into an
 * argument that QEMU does not parse (-kernel, -append, -pidfile), or through escapeOption; only
 * the guest's extraArguments are given as they are. Throws for a disposable run without overlays.
 */
export function buildCommandLine(input: CommandLineInput): string[] {
  const { config, files } = input
  return [
    ...['-name', `guest=${escapeOption(config.name)}`],
    ...['-uuid', config.id],
    ...['-nodefaults', '-no-user-config'],
    ...['-sandbox', sandboxOption(input)],
    ...['-msg', 'timestamp=on'],
    ...['-pidfile', files.pidFile],
    ...['-chardev', `socket,id=qmp-chr,path=${escapeOption(files.qmpSocket)},server=on,wait=off`],
    ...['-mon', 'chardev=qmp-chr,mode=control'],
    ...machineArguments(input),
    ...processorArguments(config, input.accelerator, input.cpu),
    ...memoryArguments(input),
    ...actionArguments(input),
    ...kernelArguments(config),
    ...tpmArguments(config, input.resources.tpmSocket),
    ...videoArguments(input),
    ...allParts(input).flatMap((parts) =>
      partsArguments(inPlace(parts, input.layout), input.capabilities),
    ),
    ...runArguments(input),
    ...config.extraArguments,
  ]
}

/**
 * System calls that QEMU never needs. spawn=deny: helpers are ours to start, not QEMU's. The one
 * exception is the bridge helper: QEMU must execute it, and it must gain privileges by doing so,
 * which no process can that has a system call filter (libseccomp sets no_new_privs). With the
 * filter on, whatever it allows, the helper runs as the user and fails.
 */
function sandboxOption({ config, resources }: CommandLineInput): string {
  const bridged = config.nics.some(({ id }) => resources.nics[id]?.kind === 'bridge')
  return bridged ? 'off' : 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny'
}

function kernelArguments({ kernelBoot }: GuestConfig): string[] {
  if (kernelBoot === undefined) return []
  return [
    ...['-kernel', kernelBoot.kernel],
    ...(kernelBoot.initrd === undefined ? [] : ['-initrd', kernelBoot.initrd]),
    ...(kernelBoot.commandLine === '' ? [] : ['-append', kernelBoot.commandLine]),
  ]
}

/** Every device; what one needs (a port, a controller) is before it. */
function allParts(input: CommandLineInput): DeviceParts[] {
  const { config, resources, files } = input
  const place = pluggedPlaces(config)
  return [
    firmwareParts(resources.firmware, nvramOverlay(input)),
    deviceParts({ devices: rootPorts(config, input.layout?.rootPorts) }),
    memoryParts(input),
    miscParts(input),
    usbParts(config),
    controllerParts(config),
    ...driveParts(input),
    ...config.nics.map((nic) =>
      nicParts(nic, resources.nics[nic.id] ?? { kind: 'none' }, place(nic.id)),
    ),
    audioParts(input),
    ...config.serials.map((serial) =>
      serialParts(serial, files.serialSocket(serial.id), files.serialLog(serial.id)),
    ),
    ...channelParts(input),
    ...config.shares.flatMap((share) => {
      const backend = resources.shares[share.id]
      return backend === undefined ? [] : [shareParts(share, backend, place(share.id))]
    }),
    ...config.usbDevices.map(usbDeviceParts),
  ]
}

/**
 * An installation medium goes before the disks only where the disk cannot boot: firmware tries the
 * disk first and falls through to the CD-ROM while the disk is blank.
 */
function driveParts(input: CommandLineInput): DeviceParts[] {
  const { config, capabilities } = input
  const place = pluggedPlaces(config)
  const ports = drivePorts(config)
  return [
    ...config.disks.map((disk, index) =>
      diskParts(disk, {
        place: ports.get(disk.id) ?? place(disk.id),
        bootIndex: index + 1,
        ioUring: capabilities.ioUring && input.withoutIoUring?.has(disk.id) !== true,
        overlay: disk.readOnly ? undefined : overlayOf(input, disk.id),
      }),
    ),
    ...config.cdroms.map((cdrom, index) =>
      cdromParts(cdrom, ports.get(cdrom.id) ?? place(cdrom.id), config.disks.length + index + 1),
    ),
  ]
}

/** Of a run whose writes are to be lost none may reach the image itself. */
function overlayOf(
  { disposable = false, overlays }: CommandLineInput,
  id: string,
): string | undefined {
  if (!disposable) return undefined
  const overlay = overlays?.[id]
  if (overlay === undefined) throw new Error(`${id} has no overlay for a disposable run`)
  return overlay
}

const nvramOverlay = (input: CommandLineInput): string | undefined =>
  input.resources.firmware === null ? undefined : overlayOf(input, 'nvram')

function runArguments({ incoming, paused = false }: CommandLineInput): string[] {
  return [
    ...(incoming === undefined
      ? []
      : ['-incoming', incoming.kind === 'fd' ? `fd:${incoming.fd}` : 'defer']),
    ...(paused ? ['-S'] : []),
  ]
}
