import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { NoticeCode } from '../../../shared/domain/notices.ts'
import type { QemuCapabilities } from '../capabilities/index.ts'
import type { RunResources } from './resources.ts'

/** What the command line leaves out of a guest, or has from no one we know, for its page. Pure. */
export function missingParts(
  { clipboard, display, extraArguments, video, vsock }: GuestConfig,
  qemu: Pick<QemuCapabilities, 'chardevTypes' | 'deviceTypes'>,
  host: Pick<RunResources, 'renderNode' | 'vsock'>,
): NoticeCode[] {
  const accelerated = display !== 'none' && video === 'virtio-gl'
  const drawn = qemu.deviceTypes.includes('virtio-vga-gl')
  const shared = display !== 'none' && clipboard !== 'off'
  const missing: Partial<Record<NoticeCode, boolean>> = {
    EXTRA_ARGUMENTS: extraArguments.length > 0,
    VIDEO_NO_DRIVER: accelerated && !drawn,
    VIDEO_NO_RENDER_NODE: accelerated && drawn && host.renderNode === null,
    CLIPBOARD_UNAVAILABLE: shared && !qemu.chardevTypes.includes('qemu-vdagent'),
    VSOCK_UNAVAILABLE:
      vsock !== null && (!host.vsock || !qemu.deviceTypes.includes('vhost-vsock-pci')),
  }
  return (Object.keys(missing) as NoticeCode[]).filter((code) => missing[code] === true)
}
