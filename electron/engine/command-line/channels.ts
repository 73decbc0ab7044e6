import type { GuestConfig, SerialConfig } from '../../../shared/domain/guest-config.ts'
import { deviceParts, type DeviceParts } from './device-parts.ts'
import type { CommandLineCapabilities, CommandLineInput } from './input.ts'
import { fixedPlace } from './placement.ts'

/** A serial port on a unix socket, with all that it prints kept in a log as well. */
export function serialParts({ id }: SerialConfig, socket: string, log: string): DeviceParts {
  const chardev = `${id}-chr`
  return deviceParts({
    chardevs: [{ kind: 'socket', id: chardev, path: socket, server: true, log }],
    devices: [{ driver: 'isa-serial', id, chardev }],
  })
}

/** The guest agent's channel (QMP of its own, spoken by qemu-ga in the guest). */
function agentParts(socket: string): DeviceParts {
  return deviceParts({
    chardevs: [{ kind: 'socket', id: 'agent-chr', path: socket, server: true }],
    devices: [
      {
        ...{ driver: 'virtserialport', id: 'agent', bus: 'virtio-serial.0', nr: 1 },
        ...{ chardev: 'agent-chr', name: 'org.qemu.guest_agent.0' },
      },
    ],
  })
}

/**
 * The clipboard's channel, which spice-vdagent in the guest opens. Machine types before 10.1 cannot
 * be saved with it: it is unplugged before that, and plugged in again after.
 */
export function clipboardParts(): DeviceParts {
  return deviceParts({
    chardevs: [{ kind: 'qemu-vdagent', id: 'clipboard-chr' }],
    devices: [
      {
        ...{ driver: 'virtserialport', id: 'clipboard', bus: 'virtio-serial.0', nr: 2 },
        ...{ chardev: 'clipboard-chr', name: 'com.redhat.spice.0' },
      },
    ],
  })
}

/** Whether the guest has a clipboard at all: it goes through VNC, and not every QEMU has its part. */
const hasClipboard = (
  { clipboard, display }: GuestConfig,
  { chardevTypes }: CommandLineCapabilities,
): boolean => clipboard !== 'off' && display === 'vnc' && chardevTypes.has('qemu-vdagent')

/**
 * The channels between programs in the guest and on the host, and the controller that they share. A
 * saved state holds no clipboard: it is plugged in once the state is loaded.
 */
export function channelParts(input: CommandLineInput): DeviceParts[] {
  const { config, capabilities, files, incoming } = input
  const clipboard = hasClipboard(config, capabilities)
  if (!config.agent && !clipboard) return []
  const channels = [
    ...(config.agent ? [agentParts(files.agentSocket)] : []),
    ...(clipboard && incoming === undefined ? [clipboardParts()] : []),
  ]
  const place = fixedPlace(config.machine, 'virtio-serial')
  const controller = { driver: 'virtio-serial-pci', id: 'virtio-serial', ...place }
  return [deviceParts({ devices: [controller] }), ...channels]
}
