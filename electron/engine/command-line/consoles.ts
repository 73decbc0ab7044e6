import type { SerialConfig } from '../../../shared/domain/guest-config.ts'
import { escapeOption } from './escape.ts'

/** A serial port on a unix socket, with all that it prints kept in a log as well. */
export function serialArguments(serial: SerialConfig, socket: string, log: string): string[] {
  const chardev = [
    `socket,id=${serial.id}-chr`,
    `path=${escapeOption(socket)}`,
    'server=on,wait=off',
    `logfile=${escapeOption(log)},logappend=on`,
  ].join(',')
  const device = { driver: 'isa-serial', id: serial.id, chardev: `${serial.id}-chr` }
  return ['-chardev', chardev, '-device', JSON.stringify(device)]
}

/**
 * A VNC server on a unix socket, a display adapter, and a tablet so that the pointer needs no
 * grab. virtio-vga is the one adapter that can be resized from outside; a QEMU without it (its
 * modules may be packaged apart) gets the plain VGA.
 */
export function vncArguments(socket: string, deviceTypes: ReadonlySet<string>): string[] {
  const adapter = deviceTypes.has('virtio-vga') ? 'virtio-vga' : 'VGA'
  return [
    ...['-vnc', `unix:${escapeOption(socket)}`],
    ...['-device', JSON.stringify({ driver: adapter, id: 'video0' })],
    ...['-device', JSON.stringify({ driver: 'qemu-xhci', id: 'usb' })],
    ...['-device', JSON.stringify({ driver: 'usb-tablet', id: 'tablet', bus: 'usb.0' })],
  ]
}
