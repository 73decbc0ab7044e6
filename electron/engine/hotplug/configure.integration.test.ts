import { mkdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { HostUsbDevice } from '../../../shared/domain/usb.ts'
import { configOf, disk, nic, usb } from './testing/configs.ts'
import { RunningGuest } from './testing/running-guest.ts'

// These guests boot nothing: their firmware looks for a disk for ever, and follows no unplugging.
// What a system in the guest sees of it is in guest-sees.integration.test.ts.

const guests: RunningGuest[] = []
afterEach(async () => {
  for (const guest of guests.splice(0)) await guest.dispose()
})

const MIB = 1024 * 1024

async function image(dir: string, name: string, bytes = MIB): Promise<string> {
  const path = join(dir, name)
  await writeFile(path, '')
  await truncate(path, bytes)
  return path
}

async function idle(more: Readonly<Record<string, unknown>> = {}): Promise<RunningGuest> {
  const guest = await RunningGuest.start(() => configOf({ memoryMiB: 64, ...more }))
  guests.push(guest)
  return guest
}

const raw = (id: string, path: string, more: object = {}): Record<string, unknown> =>
  disk(id, { path, format: 'raw', ...more })

/** What must not have changed by an operation that failed. */
async function stateOf(guest: RunningGuest): Promise<unknown> {
  return {
    ...{ file: await guest.stored(), record: guest.record },
    ...{ devices: await guest.devices(), nodes: await guest.nodes() },
  }
}

/** What the kernel would tell of a stick that QEMU, on a computer without USB, does not find. */
const pluggedIn: HostUsbDevice = {
  ...{ vendor: '0781', product: '5581', manufacturer: 'SanDisk', name: 'Ultra' },
  ...{ bus: 1, port: '4', address: 12, speedMbps: 480, node: '/dev/bus/usb/001/012' },
  ...{ access: 'writable', rule: 'the line' },
}

const withDrive = { cdroms: [{ id: 'cdrom0', path: null, bus: 'sata' }] }

describe('a guest that runs', () => {
  it('is given disks on every bus that takes them, and a NIC', async () => {
    const scsiCd = { cdroms: [{ id: 'cdrom0', path: null, bus: 'scsi' }] }
    const guest = await idle(scsiCd)
    const disks = await Promise.all(
      ['virtio', 'scsi', 'nvme', 'usb'].map(async (bus) =>
        raw(`d-${bus}`, await image(guest.dir, bus), { bus, iothread: bus === 'virtio' }),
      ),
    )
    const nics = [nic('nic0', { connected: false })]
    expect(await guest.configure({ disks, nics })).toEqual({
      applied: ['disks.d-virtio', 'disks.d-scsi', 'disks.d-nvme', 'disks.d-usb', 'nics.nic0'],
      pending: [],
    })
    expect(await guest.devices()).toEqual(
      expect.arrayContaining(['d-virtio', 'd-scsi', 'd-nvme', 'd-usb', 'nic0']),
    )
    expect(guest.record.config).toMatchObject({ disks, nics })
    expect(await guest.stored()).toEqual(guest.record.config)
    expect(guest.record.connections).toMatchObject({ nic0: { backend: 'slirp' } })
  })

  it('gives up what needs no word of the guest, and its files with it', async () => {
    const guest = await idle({ cdroms: [{ id: 'cdrom0', path: null, bus: 'scsi' }] })
    const disks = [
      raw('d-scsi', await image(guest.dir, 'a'), { bus: 'scsi' }),
      raw('d-usb', await image(guest.dir, 'b'), { bus: 'usb' }),
    ]
    await guest.configure({ disks })
    expect(await guest.configure({ disks: [] })).toMatchObject({ pending: [] })
    expect(await guest.devices()).not.toContain('d-usb')
    expect(await guest.devices()).not.toContain('d-scsi')
    expect(await guest.nodes()).toEqual([])
  })

  it('is given a disc, another one, and none', async () => {
    const guest = await idle(withDrive)
    const [a, b] = [await image(guest.dir, 'a.iso'), await image(guest.dir, 'b,c "d".iso')]
    for (const path of [a, b, null, b]) {
      const cdroms = [{ id: 'cdrom0', path, bus: 'sata' }]
      expect(await guest.configure({ cdroms })).toEqual({
        applied: ['cdroms.cdrom0.path'],
        pending: [],
      })
      const [drive] = await guest.qmp.execute('query-block')
      expect(drive?.inserted?.file ?? null).toBe(path)
      expect(drive?.tray_open).toBe(false)
      expect(guest.record.config.cdroms[0]?.path).toBe(path)
    }
  })

  it('has its cable pulled and its memory lessened, and is told what waits', async () => {
    const guest = await idle({ nics: [nic('nic0')], memoryMiB: 128 })
    const changed = await guest.configure({
      ...{ nics: [nic('nic0', { connected: false, model: 'e1000e' })] },
      ...{ memoryMiB: 96, cpus: 2, autostart: true },
    })
    expect(changed.applied.toSorted()).toEqual(['autostart', 'memoryMiB', 'nics.nic0.connected'])
    expect(changed.pending.toSorted()).toEqual(['cpus', 'nics.nic0.model'])
    expect(guest.record.config).toMatchObject({
      ...{ memoryMiB: 96, cpus: 1, autostart: true },
      nics: [{ connected: false, model: 'virtio' }],
    })
    expect(await guest.stored()).toMatchObject({ cpus: 2, nics: [{ model: 'e1000e' }] })
    // What waits goes on waiting, and more memory than it was started with does too.
    const again = await guest.configure({ memoryMiB: 256 })
    expect(again.applied).toEqual([])
    expect(again.pending.toSorted()).toEqual(['cpus', 'memoryMiB', 'nics.nic0.model'])
  })

  it('learns from the network what of its port forwards has to wait', async () => {
    const guest = await idle({ nics: [nic('nic0')] })
    const forwards = [{ protocol: 'tcp', address: '127.0.0.1', hostPort: 8080, guestPort: 80 }]
    const network = { kind: 'user', hostAccess: false, forwards }
    const nics = [{ ...guest.record.config.nics[0], network }]
    expect(await guest.configure({ nics })).toEqual({ applied: [], pending: ['nics.nic0.network'] })
    expect(guest.record.config.nics[0]?.network).toMatchObject({ forwards: [] })
    const live = { ...guest.network, applyForwards: async () => 'live' as const }
    expect(await guest.configure({ nics }, { network: live })).toEqual({
      ...{ applied: ['nics.nic0.network'], pending: [] },
    })
    expect(guest.record.config.nics[0]?.network).toMatchObject({ forwards })
  })

  it('on i440fx is given disks without ports', async () => {
    const guest = await idle({ machine: 'i440fx' })
    const disks = [raw('disk0', await image(guest.dir, 'a'))]
    expect(await guest.configure({ disks })).toMatchObject({ applied: ['disks.disk0'] })
    expect(await guest.devices()).toContain('disk0')
  })

  it('is told that what finds no slot waits', async () => {
    const guest = await idle()
    const nics = Array.from({ length: 6 }, (_, index) =>
      nic(`nic${index}`, { mac: `52:54:00:00:00:0${index}` }),
    )
    const { applied, pending } = await guest.configure({ nics })
    expect(applied.length + pending.length).toBe(6)
    expect(pending).toContain('nics.nic5')
    expect(guest.record.config.nics).toHaveLength(applied.length)
  })

  it('waits for a USB device that is not plugged in, and gives it up again', async () => {
    const guest = await idle()
    expect(await guest.configure({ usbDevices: [usb('stick')] })).toEqual({
      ...{ applied: ['usbDevices.stick'], pending: [] },
    })
    expect(await guest.devices()).toContain('stick')
    await guest.configure({ usbDevices: [usb('stick', '1234')] })
    const path = '/machine/peripheral/stick'
    expect(await guest.qmp.execute('qom-get', { path, property: 'vendorid' })).toBe(0x1234)
    await guest.configure({ usbDevices: [] })
    expect(await guest.devices()).not.toContain('stick')
  })
})

describe('a guest stays as it was', () => {
  it('when it ignores that a device is taken away', async () => {
    const guest = await idle({ nics: [nic('nic0')] })
    const before = await stateOf(guest)
    const started = Date.now()
    await expect(
      guest.configure({ nics: [] }, { options: { unplugTimeoutMs: 300 } }),
    ).rejects.toMatchObject({
      code: 'UNPLUG_IGNORED',
      params: { device: 'nic0', seconds: 1 },
    })
    expect(Date.now() - started).toBeLessThan(5_000)
    expect(await stateOf(guest)).toEqual(before)
  })

  it('when it is paused and could not answer', async () => {
    const guest = await idle({ nics: [nic('nic0')] })
    await guest.qmp.execute('stop')
    await expect(guest.configure({ nics: [] })).rejects.toMatchObject({
      code: 'UNPLUG_WHILE_PAUSED',
    })
  })

  it('when a later step fails: those before are undone', async () => {
    const guest = await idle({ ...withDrive, nics: [nic('nic0')], memoryMiB: 64 })
    const disc = await image(guest.dir, 'a.iso')
    const usbDisk = await image(guest.dir, 'b.img')
    const before = await stateOf(guest)
    await expect(
      guest.configure(
        {
          memoryMiB: 48,
          cdroms: [{ id: 'cdrom0', path: disc, bus: 'sata' }],
          disks: [raw('d-usb', usbDisk, { bus: 'usb' })],
          usbDevices: [usb('stick')],
        },
        { usbDevices: async () => [pluggedIn] },
      ),
    ).rejects.toMatchObject({ code: 'USB_NOT_TAKEN' })
    expect(await stateOf(guest)).toEqual(before)
    expect((await guest.qmp.execute('query-block'))[0]).toMatchObject({ tray_open: false })
    expect(guest.logged).toEqual([])
  })

  it('when its file cannot be written', async () => {
    const guest = await idle()
    const disks = [raw('d-usb', await image(guest.dir, 'a.img'), { bus: 'usb' })]
    const before = { devices: await guest.devices(), record: guest.record }
    await guest.loseFolder()
    await expect(guest.configure({ disks })).rejects.toMatchObject({ code: 'ENOENT' })
    expect({ devices: await guest.devices(), record: guest.record }).toEqual(before)
    expect(await guest.nodes()).toEqual([])
  })

  it('when the change is cancelled', async () => {
    const guest = await idle({ nics: [nic('nic0')] })
    const before = await stateOf(guest)
    const changing = guest.configure({ nics: [] })
    guest.cancel()
    await expect(changing).rejects.toThrow('cancelled')
    expect(await stateOf(guest)).toEqual(before)
  })

  it('when its identity is to be changed, or the whole makes no sense', async () => {
    const guest = await idle()
    for (const change of [
      { id: '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d12' },
      ...[{ createdAt: 1 }, { name: 'other' }, { schema: 3 }, { memoryMiB: 1 }],
      ...[{ disks: 'none' }, { disks: [raw('x', '/a'), raw('x', '/b')] }],
    ]) {
      await expect(guest.configure(change)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    }
  })

  it('when QEMU dies meanwhile', async () => {
    const guest = await idle({ nics: [nic('nic0')] })
    const file = await guest.stored()
    const failed = guest.configure({ nics: [], cpus: 2 }).catch((error: unknown) => error)
    guest.kill()
    expect(await failed).toMatchObject({ code: 'CHANGED_MACHINE_ENDED' })
    expect(await guest.stored()).toEqual(file)
  })
})

describe('a guest is not given', () => {
  /** The code of the refusal, after which the guest is as it was. */
  const refusalOf = async (
    guest: RunningGuest,
    change: Partial<Record<keyof GuestConfig, unknown>>,
  ): Promise<unknown> => {
    const before = await stateOf(guest)
    const error: unknown = await guest.configure(change).catch((reason: unknown) => reason)
    expect(await stateOf(guest)).toEqual(before)
    return error instanceof GuesthouseError ? error.code : error
  }
  const disc = (path: string) => ({ cdroms: [{ id: 'cdrom0', path, bus: 'sata' }] })

  it('a disc that is missing, unreadable, or a folder', async () => {
    const guest = await idle(withDrive)
    expect(await refusalOf(guest, disc('/nowhere/a.iso'))).toBe('DISK_MISSING')
    await mkdir(join(guest.dir, 'folder.iso'))
    expect(await refusalOf(guest, disc(join(guest.dir, 'folder.iso')))).toBe('DISK_IS_DIRECTORY')
    // Nobody may read this one but root, which the tests are not run as.
    expect(await refusalOf(guest, disc('/etc/shadow'))).toBe('DISK_UNREADABLE')
  })

  it('a disk that is not what it is said to be', async () => {
    const guest = await idle()
    const path = join(guest.dir, 'text.qcow2')
    // Shorter than the header of any image: one that QEMU would wait for for ever (see preflight).
    await writeFile(path, 'not an image')
    expect(await refusalOf(guest, { disks: [disk('d0', { path, bus: 'usb' })] })).toBe(
      'DISK_FORMAT_UNKNOWN',
    )
    const disks = [disk('d0', { path: await image(guest.dir, 'a.img'), bus: 'usb' })]
    expect(await refusalOf(guest, { disks })).toBe('DISK_FORMAT_UNKNOWN')
  })

  it('a disk that another program uses, with that program’s name', async () => {
    const other = await RunningGuest.start(async (dir) =>
      configOf({ memoryMiB: 64, disks: [raw('disk0', await image(dir, 'shared.img'))] }),
    )
    guests.push(other)
    const guest = await idle(withDrive)
    const path = join(other.dir, 'shared.img')
    const refusal = {
      code: 'DISK_IN_USE',
      params: { path, holder: `qemu-system-x86, process ${other.record.process.pid}` },
    }
    await expect(guest.configure({ disks: [raw('disk0', path)] })).rejects.toMatchObject(refusal)
    await expect(guest.configure(disc(path))).rejects.toMatchObject(refusal)
    expect(await guest.nodes()).toEqual([])
  })

  it('a disk that it has already', async () => {
    const guest = await idle()
    const path = await image(guest.dir, 'a.img')
    const [first, second] = [raw('d0', path, { bus: 'usb' }), raw('d1', path, { bus: 'usb' })]
    await guest.configure({ disks: [first] })
    expect(await refusalOf(guest, { disks: [first, second] })).toBe('DISK_IN_USE')
    // Under another name it may have it once the first is gone.
    expect(await guest.configure({ disks: [second] })).toMatchObject({ pending: [] })
  })

  it('a USB device whose node may not be written', async () => {
    const guest = await idle()
    const device = { ...pluggedIn, access: 'no-permission' } as const
    await expect(
      guest.configure({ usbDevices: [usb('stick')] }, { usbDevices: async () => [device] }),
    ).rejects.toMatchObject({
      code: 'USB_NOT_WRITABLE',
      params: { device: 'SanDisk Ultra (0781:5581)', node: device.node, rule: 'the line' },
    })
    // One that may be written and that QEMU does not get is not said to be attached.
    await expect(
      guest.configure({ usbDevices: [usb('stick')] }, { usbDevices: async () => [pluggedIn] }),
    ).rejects.toMatchObject({ code: 'USB_NOT_TAKEN' })
    expect(await guest.devices()).not.toContain('stick')
  })
})

describe('a device that the guest lets go of late', () => {
  it('is gone from its description at the next change, and its files are closed', async () => {
    const guest = await RunningGuest.start(async (dir) =>
      configOf({
        ...{ memoryMiB: 64, nics: [nic('nic0')] },
        disks: [raw('disk0', await image(dir, 'a.img'))],
      }),
    )
    guests.push(guest)
    for (const change of [{ disks: [] }, { nics: [] }]) {
      await expect(
        guest.configure(change, { options: { unplugTimeoutMs: 100 } }),
      ).rejects.toMatchObject({ code: 'UNPLUG_IGNORED' })
    }
    // A reset completes what was asked of the guest before.
    const gone = guest.untilDeleted(['disk0', 'nic0'])
    await guest.qmp.execute('system_reset')
    await gone
    expect(await guest.configure({ disks: [] })).toEqual({
      ...{ applied: ['nics.nic0'], pending: [] },
    })
    expect(guest.record.config.disks).toEqual([])
    expect(await guest.nodes()).toEqual([])
    expect(await guest.devices()).toContain('nic0')
  })
})
