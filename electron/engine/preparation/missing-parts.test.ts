import { expect, it } from 'vitest'
import { type GuestConfig, guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import { missingParts } from './missing-parts.ts'

const guest = (part: object): GuestConfig =>
  guestConfigSchema.parse({
    ...{ schema: 2, id: '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11', name: 'a', memoryMiB: 64, cpus: 1 },
    ...{ accelerator: 'tcg', disks: [], cdroms: [], nics: [], serials: [], display: 'vnc' },
    ...{ createdAt: 0, ...part },
  })

const whole = {
  chardevTypes: ['qemu-vdagent'],
  deviceTypes: ['virtio-vga-gl', 'vhost-vsock-pci'],
}
const bare = { chardevTypes: [], deviceTypes: [] }
const able = { renderNode: '/dev/dri/renderD128', vsock: true }
const unable = { renderNode: null, vsock: false }
const wants = guest({ video: 'virtio-gl', clipboard: 'both', vsock: { cid: 3 } })

it('a guest that has all that it wants misses nothing', () => {
  expect(missingParts(wants, whole, able)).toEqual([])
  expect(missingParts(guest({}), bare, unable)).toEqual([])
})

it('a guest is told what QEMU has no part for', () => {
  const codes = ['VIDEO_NO_DRIVER', 'CLIPBOARD_UNAVAILABLE', 'VSOCK_UNAVAILABLE']
  expect(missingParts(wants, bare, able)).toEqual(codes)
})

it('a guest is told what this computer does not let its user have', () => {
  expect(missingParts(wants, whole, unable)).toEqual(['VIDEO_NO_RENDER_NODE', 'VSOCK_UNAVAILABLE'])
})

it('a guest without a display misses neither its acceleration nor its clipboard', () => {
  const headless = guest({ video: 'virtio-gl', clipboard: 'both', display: 'none' })
  expect(missingParts(headless, bare, unable)).toEqual([])
  expect(missingParts(guest({ extraArguments: ['-S'] }), whole, able)).toEqual(['EXTRA_ARGUMENTS'])
})
