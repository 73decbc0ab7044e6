import { readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testGuest } from '../../../scripts/test-guest/index.mjs'
import { eventually } from '../testing/engine-home.ts'
import { GuestShell } from '../testing/guest-shell.ts'
import { configOf, disk, nic } from './testing/configs.ts'
import { RunningGuest } from './testing/running-guest.ts'

const MIB = 1024 * 1024
const BOOT_MS = 120_000

/** One Linux for all of them; each leaves it as it was. */
let guest: RunningGuest
let shell: GuestShell
beforeAll(async () => {
  const { kernel, initrd, commandLine, readyLine } = testGuest('full')
  guest = await RunningGuest.start(() =>
    configOf({
      kernelBoot: { kernel, initrd, commandLine },
      cdroms: [{ id: 'cdrom0', path: null, bus: 'scsi' }],
      serials: [{ id: 'serial0' }],
    }),
  )
  const { serialSocket, serialLog } = guest.paths
  shell = await GuestShell.open(serialSocket('serial0'), readyLine, () =>
    readFile(serialLog('serial0'), 'utf8').catch(() => ''),
  )
  // What the kernel says of disks that come and go would stand between what commands print.
  await shell.run('echo 1 > /proc/sys/kernel/printk')
}, BOOT_MS)
afterAll(async () => {
  shell.close()
  await guest.dispose()
})

async function image(name: string, bytes: number): Promise<string> {
  const path = join(guest.dir, name)
  await writeFile(path, '')
  await truncate(path, bytes)
  return path
}

const has = (text: string) => (output: string) => output.includes(text)
const lacks = (text: string) => (output: string) => !output.includes(text)
const drive = (path: string | null) => ({ cdroms: [{ id: 'cdrom0', path, bus: 'scsi' }] })

describe('a Linux that runs', () => {
  it('sees a disk come and go', async () => {
    const path = await image('a.img', 3 * MIB)
    expect(await shell.run('ls /sys/block')).not.toContain('vda')
    await guest.configure({ disks: [disk('disk1', { path, format: 'raw', serial: 'plugged' })] })
    await shell.untilPrints('ls /sys/block', has('vda'))
    expect(await shell.run('cat /sys/block/vda/size')).toBe(String((3 * MIB) / 512))
    expect(await shell.run('cat /sys/block/vda/serial')).toBe('plugged')
    expect(await guest.configure({ disks: [] })).toEqual({ applied: ['disks.disk1'], pending: [] })
    expect(await shell.run('ls /sys/block')).not.toContain('vda')
    expect(await guest.nodes()).toEqual([])
  })

  it.each([
    ['usb', 'sda'],
    ['scsi', 'sda'],
    ['nvme', 'nvme0n1'],
  ])('sees a disk on %s come and go', async (bus, name) => {
    const path = await image(`${bus}.img`, 3 * MIB)
    await guest.configure({ disks: [disk('disk1', { path, format: 'raw', bus })] })
    await shell.untilPrints('ls /sys/block', has(name))
    await shell.untilPrints(`cat /sys/block/${name}/size`, has(String((3 * MIB) / 512)))
    expect(await guest.configure({ disks: [] })).toEqual({ applied: ['disks.disk1'], pending: [] })
    await shell.untilPrints('ls /sys/block', lacks(name))
    expect(await guest.nodes()).toEqual([])
  })

  it('reads a disk that ends within a sector, and goes on', async () => {
    const path = join(guest.dir, 'odd.img')
    await writeFile(path, 'x'.repeat(1_000))
    await guest.configure({ disks: [disk('disk1', { path, format: 'raw' })] })
    await shell.untilPrints('ls /sys/block', has('vda'))
    expect(await shell.run('tr -d "\\0" < /dev/vda | wc -c')).toBe('1000')
    await guest.configure({ disks: [] })
  })

  it('sees a NIC come with its address, lose its cable, and go', async () => {
    const nics = [nic('nic1', { mac: '52:54:00:aa:bb:cc' })]
    await guest.configure({ nics })
    await shell.untilPrints('cat /sys/class/net/*/address', has('52:54:00:aa:bb:cc'))
    const name = (await shell.run('ls /sys/class/net')).split(/\s+/).find((each) => each !== 'lo')
    await shell.run(`ip link set ${name} up`)
    const carrier = `cat /sys/class/net/${name}/carrier`
    await shell.untilPrints(carrier, has('1'))
    await guest.configure({ nics: [{ ...nics[0], connected: false }] })
    await shell.untilPrints(carrier, has('0'))
    await guest.configure({ nics: [] })
    expect(await shell.run('ls /sys/class/net')).toBe('lo')
  })

  it('sees a disc, another one, and none', async () => {
    const [a, b] = [await image('a.iso', 2 * MIB), await image('b.iso', 5 * MIB)]
    const read = 'cat /dev/sr0 2>/dev/null | wc -c'
    await guest.configure(drive(a))
    await shell.untilPrints(read, has(String(2 * MIB)))
    await guest.configure(drive(b))
    await shell.untilPrints(read, has(String(5 * MIB)))
    await guest.configure(drive(null))
    expect(await shell.untilPrints(read, (output) => output === '0')).toBe('0')
  })

  it('keeps a disc that it has locked, unless it is taken by force', async () => {
    const [a, b] = [await image('c.iso', 2 * MIB), await image('d.iso', 5 * MIB)]
    await guest.configure(drive(a))
    await shell.untilPrints('cat /dev/sr0 2>/dev/null | wc -c', has(String(2 * MIB)))
    // Whoever holds the device open has its tray locked (cdrom_open).
    await shell.run('exec 3</dev/sr0')
    const soon = { options: { trayTimeoutMs: 300 } }
    await expect(guest.configure(drive(b), soon)).rejects.toMatchObject({
      code: 'MEDIUM_LOCKED',
      params: { device: 'cdrom0' },
    })
    expect(guest.record.config.cdroms[0]?.path).toBe(a)
    await guest.configure(drive(b), { options: { force: true } })
    expect(guest.record.config.cdroms[0]?.path).toBe(b)
    await shell.run('exec 3<&-')
    await guest.configure(drive(null))
  })

  it('gives memory back, and gets it again', async () => {
    const holds = async (mib: number): Promise<void> => {
      const { actual } = await guest.qmp.execute('query-balloon')
      expect(actual / MIB).toBe(mib)
    }
    await guest.configure({ memoryMiB: 192 })
    await eventually(() => holds(192))
    await guest.configure({ memoryMiB: 256 })
    await eventually(() => holds(256))
  })

  it('is not asked twice for a disk that it took long to let go of', async () => {
    const path = await image('slow.img', MIB)
    await guest.configure({ disks: [disk('disk2', { path, format: 'raw' })] })
    await shell.untilPrints('ls /sys/block', has('vda'))
    const gone = guest.untilDeleted(['disk2'])
    // No guest is that quick: the wait is over before it can be.
    await expect(
      guest.configure({ disks: [] }, { options: { unplugTimeoutMs: 0 } }),
    ).rejects.toMatchObject({ code: 'UNPLUG_IGNORED' })
    await gone
    expect(await guest.configure({ disks: [] })).toEqual({ applied: [], pending: [] })
    await shell.untilPrints('ls /sys/block', lacks('vda'))
    expect(await guest.nodes()).toEqual([])
  })
})
