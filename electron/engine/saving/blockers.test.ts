import { describe, expect, it } from 'vitest'
import { explainBlockers } from './blockers.ts'

describe('what QEMU says is in the way of saving', () => {
  it.each([
    ["State blocked by non-migratable device '0000:00:03.0/nvme'", 'NVME'],
    ["State blocked by non-migratable device '0000:00:04.0/1/usb-mtp'", 'USB'],
    ["State blocked by non-migratable device '0000:00:04.0/2/usb-audio'", 'USB'],
    ["State blocked by non-migratable device '0000:00:05.0/vhost-user-fs'", 'FOLDER'],
    ["Migration is disabled when VirtFS export path '/x' is mounted in the guest", 'FOLDER'],
    ['virgl is not yet migratable', 'GRAPHICS'],
    ["The vmdk format used by node 'disk0' does not support live migration", 'DISK_FORMAT'],
    ['State blocked by non-migratable CPU device (invtsc flag)', 'PROCESSOR'],
    ['Migration disabled: TPM emulator must support CAP_GET_STATEBLOB', 'TPM'],
    ["The vdagent chardev doesn't yet support migration", 'CLIPBOARD'],
    ['something that nobody has heard of', 'OTHER'],
  ])('%s', (words, code) => {
    expect(explainBlockers([words])).toEqual([
      { code, message: expect.stringMatching(/^[a-z].*[^.]$/), cause: words },
    ])
  })
})
