import { describe, expect, it } from 'vitest'
import { guestConfigSchema } from '../guest-config.ts'
import { migrateGuest } from './migrate.ts'

/** As the first version wrote it. */
const version1 = {
  schema: 1,
  id: '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11',
  name: 'old',
  memoryMiB: 512,
  cpus: 2,
  accelerator: 'auto',
  disks: [{ id: 'disk0', path: '/d.qcow2', format: 'qcow2', readOnly: false, managed: true }],
  cdroms: [{ id: 'cdrom0', path: null }],
  nics: [{ id: 'net0', mac: '52:54:00:12:34:56', backend: 'user', colour: 'red' }],
  serials: [{ id: 'serial0' }],
  display: 'vnc',
  createdAt: 1,
  fromTheFuture: { kept: true },
}

describe('a guest of version 1', () => {
  it('becomes one of this version and keeps what is not known', () => {
    expect(guestConfigSchema.parse(migrateGuest(version1))).toMatchObject({
      ...{ schema: 2, name: 'old', machine: 'q35', fromTheFuture: { kept: true } },
      disks: [{ id: 'disk0', bus: 'virtio', backing: [] }],
      nics: [{ id: 'net0', model: 'virtio', colour: 'red', network: { kind: 'user' } }],
      // Nothing that it did not have before.
      ...{ sound: null, tpm: false, shares: [], firmware: { kind: 'bios' } },
    })
  })

  it('does not reach this computer’s own 127.0.0.1', () => {
    const { nics } = guestConfigSchema.parse(migrateGuest(version1))
    expect(nics[0]?.network).toEqual({ kind: 'user', hostAccess: false, forwards: [] })
  })

  it('is left to the schema where it is damaged', () => {
    for (const nics of [null, 'x', [null], [5]]) {
      const migrated = migrateGuest({ ...version1, nics })
      expect(guestConfigSchema.safeParse(migrated).success).toBe(false)
    }
  })

  it.each([null, 5, 'x', [], {}, { schema: 3 }])('is not made of %j', (value) => {
    expect(migrateGuest(value)).toBe(value)
  })
})
