import type { ShareConfig } from '../../../shared/domain/config/devices.ts'
import type { ShareBackend } from '../preparation/resources.ts'

/**
 * Bytes of one 9p message. QEMU warns of the kernel's old default of 8 KiB, which is slow; more than
 * 512 KiB the transport does not take (net/9p/trans_virtio.c, 128 pages of 4 KiB).
 */
const MSIZE = 512 * 1024

/** Where a share is mounted unless told otherwise. Tags hold nothing that a shell reads more into. */
export const defaultMountPoint = ({ tag }: Pick<ShareConfig, 'tag'>): string => `/mnt/${tag}`

/** The arguments of mount(8) in a Linux guest. */
export function mountArguments(
  share: Pick<ShareConfig, 'tag' | 'readOnly'>,
  driver: ShareBackend['driver'],
  mountPoint: string,
): string[] {
  const options = [
    ...(driver === '9p' ? ['trans=virtio', 'version=9p2000.L', `msize=${MSIZE}`] : []),
    ...(share.readOnly ? ['ro'] : []),
  ]
  return [
    ...['-t', driver],
    ...(options.length === 0 ? [] : ['-o', options.join(',')]),
    ...[share.tag, mountPoint],
  ]
}

/** What a person types in the guest to see the folder. */
export function mountLine(
  share: Pick<ShareConfig, 'tag' | 'readOnly'>,
  driver: ShareBackend['driver'],
): string {
  const mountPoint = defaultMountPoint(share)
  const words = mountArguments(share, driver, mountPoint).join(' ')
  return `sudo mkdir -p ${mountPoint} && sudo mount ${words}`
}
