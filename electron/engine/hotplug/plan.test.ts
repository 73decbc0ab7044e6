import { describe, expect, it } from 'vitest'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { type HotplugCapabilities, planChanges } from './plan.ts'
import { configOf, disk, nic, usb } from './testing/configs.ts'

const able: HotplugCapabilities = {
  devices: new Set(['usb', 'scsi', 'balloon']),
  ...{ freeSlots: 4, startedMiB: 256, disposable: false },
}

/** A plan in short: what is done, on what, and what waits. */
function planned(
  from: Readonly<Record<string, unknown>>,
  to: Readonly<Record<string, unknown>>,
  capabilities: Partial<HotplugCapabilities> = {},
): { live: string[]; atOnce: readonly string[]; later: readonly string[] } {
  const plan = planChanges(configOf(from), configOf(to), { ...able, ...capabilities })
  const live = plan.live.map(({ kind, field }) => `${kind} ${field}`)
  return { live, atOnce: plan.atOnce, later: plan.later }
}

const live = (...steps: string[]) => ({ live: steps, atOnce: [], later: [] })
const later = (...fields: string[]) => ({ live: [], atOnce: [], later: fields })

describe('while a guest runs', () => {
  it('nothing is done where nothing changes', () => {
    const same: Partial<GuestConfig> = configOf({ disks: [disk('disk0')], nics: [nic('nic0')] })
    expect(planned(same, same)).toEqual(live())
  })

  it.each(['virtio', 'nvme', 'scsi', 'usb'])('a disk on %s comes and goes', (bus) => {
    const disks = [disk('disk1', { bus })]
    expect(planned({}, { disks })).toEqual(live('add disks.disk1'))
    expect(planned({ disks }, {})).toEqual(live('remove disks.disk1'))
  })

  it.each(['sata', 'ide', 'sd'])('a disk on %s waits for the next start', (bus) => {
    const disks = [disk('disk1', { bus })]
    const machine = 'i440fx'
    expect(planned({ machine }, { machine, disks })).toEqual(later('disks.disk1'))
    expect(planned({ machine, disks }, { machine })).toEqual(later('disks.disk1'))
  })

  it('a disk waits where its controller is not there', () => {
    const without = { devices: new Set<string>() }
    for (const bus of ['scsi', 'usb']) {
      expect(planned({}, { disks: [disk('disk1', { bus })] }, without)).toEqual(
        later('disks.disk1'),
      )
    }
  })

  it('what a disk is made of is not changed under the guest', () => {
    const from = { disks: [disk('disk0')] }
    const to = { disks: [disk('disk0', { path: '/images/other.qcow2', cache: 'none' })] }
    expect(planned(from, to)).toEqual(later('disks.disk0.path', 'disks.disk0.cache'))
  })

  it('the clipboard is given its channel once; then only what is allowed changes', () => {
    const channels = { devices: new Set(['virtio-serial']) }
    const shared = { devices: new Set(['virtio-serial', 'clipboard']) }
    const screen = { display: 'vnc' }
    const off = { ...screen, clipboard: 'off' }
    const both = { ...screen, clipboard: 'both' }
    const atOnce = { live: [], atOnce: ['clipboard'], later: [] }
    expect(planned(off, both, channels)).toEqual(live('clipboard clipboard'))
    expect(planned(both, { ...screen, clipboard: 'to-guest' }, shared)).toEqual(atOnce)
    expect(planned(both, off, shared)).toEqual(atOnce)
    expect(planned(off, both, shared)).toEqual(atOnce)
    expect(planned(off, both)).toEqual(later('clipboard'))
    expect(planned({}, { clipboard: 'both' }, channels)).toEqual(later('clipboard'))
    // Without the agent the controller is there for the clipboard alone.
    const alone = { agent: false }
    expect(planned({ ...both, ...alone }, { ...off, ...alone }, shared)).toEqual(later('clipboard'))
  })

  it('a disk that is only read joins a disposable run, one that is written does not', () => {
    const disks = [disk('disk1'), disk('disk2', { readOnly: true })]
    expect(planned({}, { disks }, { disposable: true })).toEqual({
      ...{ live: ['add disks.disk2'], atOnce: [], later: ['disks.disk1'] },
    })
  })

  it('another order of booting waits', () => {
    const [a, b] = [disk('disk0'), disk('disk1')]
    expect(planned({ disks: [a, b] }, { disks: [b, a] })).toEqual(later('disks'))
  })

  it('a disc is changed, put in and taken out; its drive stays', () => {
    const drive = (path: string | null, bus = 'sata') => ({ cdroms: [{ id: 'cdrom0', path, bus }] })
    const medium = live('medium cdroms.cdrom0.path')
    expect(planned(drive(null), drive('/a.iso'))).toEqual(medium)
    expect(planned(drive('/a.iso'), drive('/b.iso'))).toEqual(medium)
    expect(planned(drive('/a.iso'), drive(null))).toEqual(medium)
    expect(planned(drive('/a.iso'), drive('/b.iso', 'usb'))).toEqual({
      ...{ ...medium, later: ['cdroms.cdrom0.bus'] },
    })
    expect(planned({}, drive(null))).toEqual(later('cdroms.cdrom0'))
    expect(planned({}, drive(null, 'scsi'))).toEqual(live('add cdroms.cdrom0'))
  })

  it('a NIC comes, goes, and has its cable pulled; what it is stays', () => {
    const [plugged, pulled] = [
      { nics: [nic('nic0')] },
      { nics: [nic('nic0', { connected: false })] },
    ]
    expect(planned({}, plugged)).toEqual(live('add nics.nic0'))
    expect(planned(plugged, {})).toEqual(live('remove nics.nic0'))
    expect(planned(plugged, pulled)).toEqual(live('link nics.nic0.connected'))
    const other = { nics: [nic('nic0', { model: 'e1000e', mac: '52:54:00:00:00:01' })] }
    expect(planned(plugged, other).later.toSorted()).toEqual(['nics.nic0.mac', 'nics.nic0.model'])
  })

  it('port forwards change, another kind of network waits', () => {
    const forwards = [{ protocol: 'tcp', hostPort: 8080, guestPort: 80 }]
    const from = { nics: [nic('nic0')] }
    const to = (network: object) => ({ nics: [nic('nic0', { network })] })
    expect(planned(from, to({ kind: 'user', forwards }))).toEqual(
      live('forwards nics.nic0.network'),
    )
    const waits = later('nics.nic0.network')
    expect(planned(from, to({ kind: 'user', forwards, hostAccess: true }))).toEqual(waits)
    expect(planned(from, to({ kind: 'isolated' }))).toEqual(waits)
  })

  it('a NIC on a bridge waits: QEMU would have to execute its helper', () => {
    const nics = [nic('nic0', { network: { kind: 'bridge', bridge: 'br0' } })]
    expect(planned({}, { nics })).toEqual(later('nics.nic0'))
  })

  it('a USB device comes, goes, and gives way to another', () => {
    const usbDevices = [usb('stick')]
    expect(planned({}, { usbDevices })).toEqual(live('add usbDevices.stick'))
    expect(planned({ usbDevices }, {})).toEqual(live('remove usbDevices.stick'))
    expect(planned({ usbDevices }, { usbDevices: [usb('stick', '1234')] })).toEqual(
      live('remove usbDevices.stick.match', 'add usbDevices.stick.match'),
    )
  })

  it('memory goes down, and up again to what it was started with', () => {
    const balloon = live('balloon memoryMiB')
    expect(planned({}, { memoryMiB: 128 })).toEqual(balloon)
    expect(planned({ memoryMiB: 128 }, { memoryMiB: 256 })).toEqual(balloon)
    expect(planned({ memoryMiB: 128 }, { memoryMiB: 257 })).toEqual(later('memoryMiB'))
    const without = { devices: new Set<string>() }
    expect(planned({}, { memoryMiB: 128 }, without)).toEqual(later('memoryMiB'))
  })

  it('the rules of the engine hold at once, what QEMU was started with later', () => {
    expect(planned({}, { autostart: true, cpus: 2, tpm: true })).toEqual({
      ...{ live: [], atOnce: ['autostart'], later: ['tpm', 'cpus'] },
    })
  })

  it('a field that nobody knows waits', () => {
    expect(planned({}, { ofTheFuture: 1 })).toEqual(later('ofTheFuture'))
  })

  it('what finds no free slot waits, and what goes makes room', () => {
    const two = [nic('nic0'), nic('nic1', { mac: '52:54:00:00:00:02' })]
    expect(planned({}, { nics: two }, { freeSlots: 1 })).toEqual({
      ...{ live: ['add nics.nic0'], atOnce: [], later: ['nics.nic1'] },
    })
    expect(planned({ disks: [disk('disk0')] }, { nics: two }, { freeSlots: 1 })).toEqual(
      live('remove disks.disk0', 'add nics.nic0', 'add nics.nic1'),
    )
  })

  it('an id is free when the device that had it is gone', () => {
    expect(planned({ disks: [disk('x')] }, { nics: [nic('x')] })).toEqual(
      live('remove disks.x', 'add nics.x'),
    )
    expect(planned({ disks: [disk('x', { bus: 'sata' })] }, { nics: [nic('x')] })).toEqual(
      later('disks.x', 'nics.x'),
    )
  })
})
