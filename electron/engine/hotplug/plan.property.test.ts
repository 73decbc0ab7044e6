import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type GuestConfig, guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import { afterwards } from './afterwards.ts'
import { differences, fieldOf } from './diff.ts'
import { type HotplugCapabilities, planChanges } from './plan.ts'
import { configOf } from './testing/configs.ts'

// Few ids, so that they meet: in one list, and across lists.
const id = fc.constantFrom('a', 'b', 'c', 'd')
const path = fc.constantFrom('/a', '/b')
const diskOf = fc
  .record({
    ...{ id, path, managed: fc.boolean(), readOnly: fc.boolean() },
    format: fc.constantFrom('qcow2', 'raw'),
    bus: fc.constantFrom('virtio', 'scsi', 'nvme', 'sata', 'usb'),
  })
  // SATA disks of QEMU cannot be read-only.
  .filter((disk) => disk.bus !== 'sata' || !disk.readOnly)
const cdromOf = fc.record({
  ...{ id, path: fc.option(path) },
  bus: fc.constantFrom('sata', 'scsi', 'usb'),
})
const forwards = fc.array(
  fc.record({
    protocol: fc.constant('tcp'),
    hostPort: fc.integer({ min: 1, max: 3 }),
    guestPort: fc.constant(80),
  }),
  { maxLength: 2 },
)
const network = fc.oneof(
  fc.record({ kind: fc.constant('user'), hostAccess: fc.boolean(), forwards }),
  fc.record({ kind: fc.constant('bridge'), bridge: fc.constant('br0') }),
  fc.record({ kind: fc.constant('isolated') }),
)
const nicOf = fc.record({
  ...{ id, network, connected: fc.boolean() },
  mac: fc.constantFrom('52:54:00:00:00:01', '52:54:00:00:00:02'),
  model: fc.constantFrom('virtio', 'e1000e'),
})
const usbOf = fc.record({
  id,
  match: fc.record({
    ...{ kind: fc.constant('product'), product: fc.constant('0001') },
    vendor: fc.constantFrom('0001', '0002'),
  }),
})

/** A valid guest; every id in it is one device's. */
const guest = fc
  .record(
    {
      memoryMiB: fc.constantFrom(128, 256, 512),
      cpus: fc.integer({ min: 1, max: 2 }),
      autostart: fc.boolean(),
      disks: fc.array(diskOf, { maxLength: 3 }),
      cdroms: fc.array(cdromOf, { maxLength: 2 }),
      nics: fc.array(nicOf, { maxLength: 2 }),
      usbDevices: fc.array(usbOf, { maxLength: 2 }),
      ofTheFuture: fc.integer({ min: 0, max: 1 }),
    },
    { requiredKeys: [] },
  )
  .map((fields) => {
    const taken = new Set<string>()
    const first = ({ id: name }: { id: string }): boolean =>
      !taken.has(name) && taken.add(name).has(name)
    return configOf({
      ...fields,
      disks: (fields.disks ?? []).filter(first),
      cdroms: (fields.cdroms ?? []).filter(first),
      nics: (fields.nics ?? []).filter(first),
      usbDevices: (fields.usbDevices ?? []).filter(first),
    })
  })

const capabilities = fc.record({
  devices: fc.subarray(['usb', 'scsi', 'balloon']).map((ids) => new Set(ids)),
  freeSlots: fc.integer({ min: 0, max: 4 }),
  startedMiB: fc.constantFrom(256, 512),
  disposable: fc.boolean(),
})

const everyWay = (
  check: (running: GuestConfig, wanted: GuestConfig, able: HotplugCapabilities) => void,
): void => fc.assert(fc.property(guest, guest, capabilities, check), { numRuns: 200 })

describe('whatever is wanted of a running guest', () => {
  it('is nothing to do where it is what the guest has', () => {
    fc.assert(
      fc.property(guest, capabilities, (running, able) => {
        expect(planChanges(running, structuredClone(running), able)).toEqual({
          ...{ live: [], atOnce: [], later: [] },
        })
      }),
    )
  })

  it('is planned field by field, each of them once', () => {
    everyWay((running, wanted, able) => {
      const { live, atOnce, later } = planChanges(running, wanted, able)
      const now = new Set(live.map(({ field }) => field))
      const told = [...now, ...atOnce, ...later]
      expect(told.toSorted()).toEqual(differences(running, wanted).map(fieldOf).toSorted())
      expect(new Set(told).size).toBe(told.length)
    })
  })

  it('leaves a valid guest, from which the way to it is what waits', () => {
    everyWay((running, wanted, able) => {
      const { later } = planChanges(running, wanted, able)
      const after = afterwards(running, wanted, later)
      expect(guestConfigSchema.safeParse(after).error).toBeUndefined()
      expect(differences(after, wanted).map(fieldOf).toSorted()).toEqual(later.toSorted())
    })
  })

  it('never needs more slots than there are', () => {
    everyWay((running, wanted, able) => {
      let free = able.freeSlots
      for (const step of planChanges(running, wanted, able).live) {
        if (step.kind !== 'add' && step.kind !== 'remove') continue
        const { device } = step
        const pci =
          device.list === 'nics' ||
          (device.list === 'disks' && ['virtio', 'nvme'].includes(device.config.bus))
        if (pci) free += step.kind === 'add' ? -1 : 1
        expect(free).toBeGreaterThanOrEqual(0)
      }
    })
  })
})
