import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeUsbDevice, findUsbDevice } from './find-usb-device.ts'
import { listUsbDevices, type UsbRoots } from './list-usb-devices.ts'

let dir: string
let roots: UsbRoots
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-'))
  roots = { sysfs: join(dir, 'sys'), nodes: join(dir, 'dev') }
})
afterEach(() => rm(dir, { recursive: true }))

const stick = {
  ...{ idVendor: '0781', idProduct: '5581', manufacturer: 'SanDisk', product: 'Ultra' },
  ...{ busnum: '1', devnum: '12', devpath: '4.2', speed: '480', bDeviceClass: '00' },
}

async function plug(entry: string, attributes: Record<string, string>): Promise<void> {
  await mkdir(join(roots.sysfs, entry), { recursive: true })
  for (const [name, value] of Object.entries(attributes)) {
    await writeFile(join(roots.sysfs, entry, name), `${value}\n`)
  }
}

async function makeNode(bus: string, address: string, mode: number): Promise<void> {
  await mkdir(join(roots.nodes, bus), { recursive: true })
  const node = join(roots.nodes, bus, address)
  await writeFile(node, '')
  await chmod(node, mode)
}

describe('the USB devices of this computer', () => {
  it('are told with what is needed to lend them', async () => {
    await plug('1-4.2', stick)
    await makeNode('001', '012', 0o600)
    expect(await listUsbDevices(roots)).toEqual([
      {
        ...{ vendor: '0781', product: '5581', manufacturer: 'SanDisk', name: 'Ultra' },
        ...{ bus: 1, port: '4.2', address: 12, speedMbps: 480, access: 'writable' },
        node: join(roots.nodes, '001/012'),
        rule: 'SUBSYSTEM=="usb", ATTR{idVendor}=="0781", ATTR{idProduct}=="5581", TAG+="uaccess"',
      },
    ])
  })

  it('do not count hubs, interfaces, and what has gone meanwhile', async () => {
    await plug('usb1', { ...stick, bDeviceClass: '09' })
    await plug('1-1', { ...stick, devpath: '1', bDeviceClass: '09' })
    await plug('1-4.2:1.0', stick)
    await plug('1-5', { idVendor: '0781' })
    expect(await listUsbDevices(roots)).toEqual([])
  })

  it('come by bus and port, as numbers', async () => {
    await plug('2-1', { ...stick, busnum: '2', devpath: '1' })
    await plug('1-10', { ...stick, devpath: '10' })
    await plug('1-2.1', { ...stick, devpath: '2.1' })
    const ports = (await listUsbDevices(roots)).map(({ bus, port }) => `${bus}-${port}`)
    expect(ports).toEqual(['1-2.1', '1-10', '2-1'])
  })

  it('are told with the reason why they cannot be lent', async () => {
    await plug('1-4.2', stick)
    await plug('1-5', { ...stick, devnum: '13', devpath: '5' })
    await makeNode('001', '012', 0o400)
    const devices = await listUsbDevices(roots)
    expect(devices.map(({ access }) => access)).toEqual(['no-permission', 'no-node'])
  })

  it('have names without what would garble a window, or none', async () => {
    const { manufacturer: _, ...nameless } = stick
    await plug('1-4.2', { ...nameless, product: 'Ul\u001b[2Jtra\u0007', speed: 'unknown' })
    expect(await listUsbDevices(roots)).toMatchObject([
      { manufacturer: null, name: 'Ul[2Jtra', speedMbps: null },
    ])
  })

  it('are none where the kernel has no USB', async () => {
    expect(await listUsbDevices({ sysfs: join(dir, 'none'), nodes: dir })).toEqual([])
  })
})

describe('a setting stands for', () => {
  beforeEach(async () => {
    await plug('1-4.2', stick)
    await plug('2-1', { ...stick, busnum: '2', devnum: '3', devpath: '1' })
    await makeNode('002', '003', 0o600)
  })

  it('a device of that kind which may be used', async () => {
    const match = { kind: 'product', vendor: '0781', product: '5581' } as const
    const found = findUsbDevice(await listUsbDevices(roots), { id: 'stick', match })
    expect(found).toMatchObject({ bus: 2, access: 'writable' })
  })

  it('what is plugged in at the port', async () => {
    const match = { kind: 'port', bus: 1, port: '4.2' } as const
    const found = findUsbDevice(await listUsbDevices(roots), { id: 'stick', match })
    expect(found).toMatchObject({ bus: 1, port: '4.2' })
    expect(found && describeUsbDevice(found)).toBe('SanDisk Ultra (0781:5581)')
  })

  it('nothing while nothing is plugged in', async () => {
    const match = { kind: 'port', bus: 3, port: '1' } as const
    expect(findUsbDevice(await listUsbDevices(roots), { id: 'stick', match })).toBeNull()
  })
})
