import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { escapeOption } from './escape.ts'
import type { CommandLineInput } from './input.ts'
import { fixedPlace } from './placement.ts'

type Types = ReadonlySet<string>

/**
 * A display adapter and where its picture goes: VNC on a unix socket. OpenGL of the guest is drawn
 * by the host on a render node, without a window.
 */
export function videoArguments(input: CommandLineInput): string[] {
  const { config, files, resources, capabilities } = input
  if (config.display === 'none') return ['-display', 'none']
  const { deviceTypes } = capabilities
  const gl =
    config.video === 'virtio-gl' && deviceTypes.has('virtio-vga-gl') ? resources.renderNode : null
  const driver = gl === null ? adapter(config, deviceTypes) : 'virtio-vga-gl'
  const device = { driver, id: 'video0', ...fixedPlace(config.machine, 'video0') }
  return [
    ...(gl === null ? [] : ['-display', `egl-headless,rendernode=${escapeOption(gl)}`]),
    ...['-vnc', `unix:${escapeOption(files.vncSocket)}`],
    ...['-device', JSON.stringify(device)],
  ]
}

/**
 * virtio-vga is the one adapter that can be resized from outside, and is a plain VGA for a guest
 * without its driver. Systems older than that are safest with VGA itself, which is also what there
 * is in a QEMU that lacks the other (its modules may be packaged apart).
 */
function adapter({ video, os }: GuestConfig, types: Types): string {
  const virtio = types.has('virtio-vga') ? 'virtio-vga' : 'VGA'
  switch (video) {
    case 'auto':
      return os === 'other' ? 'VGA' : virtio
    case 'virtio':
    case 'virtio-gl':
      return virtio
    case 'qxl':
      return types.has('qxl-vga') ? 'qxl-vga' : 'VGA'
    case 'vga':
      return 'VGA'
  }
}
