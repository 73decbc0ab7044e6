import type { ShareConfig } from '../../../shared/domain/config/devices.ts'
import type { ShareBackend } from '../preparation/resources.ts'
import { deviceParts, type DeviceParts } from './device-parts.ts'
import { escapeOption } from './escape.ts'
import type { Place } from './placement.ts'

/** What virtiofsd and libvirt use; QEMU's own 128 limits how much is under way at once. */
const QUEUE_SIZE = 1024

/** A folder of this computer, for the guest to mount by its tag. */
export function shareParts(share: ShareConfig, backend: ShareBackend, place: Place): DeviceParts {
  const { id, tag } = share
  if (backend.driver === 'virtiofs') {
    const chardev = `${id}-chr`
    const queue = { 'queue-size': QUEUE_SIZE }
    return deviceParts({
      chardevs: [{ kind: 'socket', id: chardev, path: backend.socket, server: false }],
      devices: [{ driver: 'vhost-user-fs-pci', id, ...place, chardev, tag, ...queue }],
    })
  }
  const fsdev = `${id}-fs`
  return deviceParts({
    fsdevs: [fsdevOption(fsdev, share)],
    devices: [{ driver: 'virtio-9p-pci', id, ...place, fsdev, mount_tag: tag }],
  })
}

/**
 * security_model=none: files are the user's own, with the modes and symbolic links that the guest
 * gave them, and a chown by the guest has no effect. The mapped models keep what the guest wanted
 * in attributes, so that the user would find files of mode 0600 and symbolic links that are text;
 * passthrough needs root. multidevs=remap: a folder may have other file systems mounted in it, and
 * their inode numbers must not be taken for each other.
 */
const fsdevOption = (id: string, { path, readOnly }: ShareConfig): string =>
  `local,id=${id},path=${escapeOption(path)},security_model=none,multidevs=remap` +
  (readOnly ? ',readonly=on' : '')
