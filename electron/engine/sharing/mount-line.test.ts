import { expect, test } from 'vitest'
import { mountLine } from './mount-line.ts'

test.each([
  [
    '9p',
    false,
    'sudo mkdir -p /mnt/photos && ' +
      'sudo mount -t 9p -o trans=virtio,version=9p2000.L,msize=524288 photos /mnt/photos',
  ],
  [
    '9p',
    true,
    'sudo mkdir -p /mnt/photos && ' +
      'sudo mount -t 9p -o trans=virtio,version=9p2000.L,msize=524288,ro photos /mnt/photos',
  ],
  ['virtiofs', false, 'sudo mkdir -p /mnt/photos && sudo mount -t virtiofs photos /mnt/photos'],
  [
    'virtiofs',
    true,
    'sudo mkdir -p /mnt/photos && sudo mount -t virtiofs -o ro photos /mnt/photos',
  ],
] as const)('%s, read-only: %s', (driver, readOnly, line) => {
  expect(mountLine({ tag: 'photos', readOnly }, driver)).toBe(line)
})
