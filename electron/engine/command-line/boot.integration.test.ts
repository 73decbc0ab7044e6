import { execFile } from 'node:child_process'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findQemu, findQemuImg } from '../capabilities/index.ts'
import { buildSample, disk, guest } from './testing/sample.ts'
import { filesIn, startQemu } from './testing/start-qemu.ts'

const SECTOR_BYTES = 512
const DISC_SECTOR_BYTES = 2048
const DISK_BYTES = 1024 * 1024

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-'))
})
afterEach(() => rm(dir, { recursive: true }))

/** A boot sector that writes one letter to the first serial port, and rests. */
function bootSector(letter: string): Buffer {
  const sector = Buffer.alloc(SECTOR_BYTES)
  const code = [
    ...[0xfa], // cli
    ...[0xba, 0xf8, 0x03], // movw $0x3f8, %dx
    ...[0xb0, letter.charCodeAt(0)], // movb $letter, %al
    ...[0xee], // outb %al, %dx
    ...[0xf4, 0xeb, 0xfd], // rest: hlt; jmp rest
  ]
  Buffer.from(code).copy(sector)
  sector.writeUInt16LE(0xaa55, SECTOR_BYTES - 2)
  return sector
}

async function writeDisk(path: string, content: Buffer): Promise<void> {
  await writeFile(path, content)
  await truncate(path, DISK_BYTES)
}

/** An ISO that boots: of all that the El Torito specification asks for, what firmware looks at. */
async function writeDisc(path: string, letter: string): Promise<void> {
  const [record, catalogue, program] = [17, 18, 19] as const
  const disc = Buffer.alloc(DISK_BYTES)
  disc.write('\0CD001\u0001EL TORITO SPECIFICATION', record * DISC_SECTOR_BYTES, 'latin1')
  disc.writeUInt32LE(catalogue, record * DISC_SECTOR_BYTES + 0x47)
  const entries = catalogue * DISC_SECTOR_BYTES
  disc.writeUInt8(1, entries)
  disc.writeUInt16LE(0xaa55, entries + 0x1e)
  // The default entry: bootable, no emulation, four sectors of 512 bytes.
  disc.writeUInt8(0x88, entries + 0x20)
  disc.writeUInt16LE(4, entries + 0x26)
  disc.writeUInt32LE(program, entries + 0x28)
  bootSector(letter).copy(disc, program * DISC_SECTOR_BYTES)
  await writeFile(path, disc)
}

/** Starts the guest and returns the first letter that comes from its serial port. */
async function firstLetter(config: Parameters<typeof guest>[0], overlay?: string): Promise<string> {
  const run = await mkdtemp(join(dir, 'run-'))
  const files = filesIn(run)
  const overlays = overlay === undefined ? {} : { disk0: overlay }
  const argv = buildSample(
    {
      config: guest({ ...config, serials: [{ id: 'serial0' }] }),
      more: { disposable: overlay !== undefined, overlays },
    },
    files,
  )
  const qemu = await startQemu(await findQemu(process.env), [...argv, '-S'], run)
  try {
    const socket = connect(files.serialSocket('serial0'))
    const letter = new Promise<string>((resolve, reject) => {
      socket.once('data', (data) => resolve(data.toString('latin1').slice(0, 1)))
      socket.once('error', reject)
    })
    await new Promise((resolve) => {
      socket.once('connect', resolve)
    })
    await qemu.qmp.execute('cont')
    return await letter
  } finally {
    await qemu.quit()
  }
}

describe('firmware boots from a disk', () => {
  it.each([
    ['q35', 'virtio'],
    ['q35', 'scsi'],
    ['q35', 'nvme'],
    ['q35', 'sata'],
    ['q35', 'usb'],
    ['i440fx', 'virtio'],
    ['i440fx', 'ide'],
    ['i440fx', 'sata'],
  ] as const)('of %s on %s', async (machine, bus) => {
    const path = join(dir, 'disk.img')
    await writeDisk(path, bootSector('B'))
    expect(
      await firstLetter({ machine, disks: [disk('disk0', path, { bus, format: 'raw' })] }),
    ).toBe('B')
  })

  it('through its backing file, by the configuration and not by its header', async () => {
    const [below, above, other] = ['below.img', 'above.qcow2', 'other.img'].map((name) =>
      join(dir, name),
    ) as [string, string, string]
    await writeDisk(below, bootSector('B'))
    await writeDisk(other, bootSector('X'))
    const create = ['create', '-q', '-f', 'qcow2', '-F', 'raw', '-b', other, above]
    await promisify(execFile)(await findQemuImg(process.env), create)
    const backing = [{ path: below, format: 'raw' as const }]
    expect(await firstLetter({ disks: [disk('disk0', above, { backing })] })).toBe('B')
  })

  it('through the overlay of a disposable run', async () => {
    const [path, overlay] = [join(dir, 'disk.img'), join(dir, 'overlay.qcow2')]
    await writeDisk(path, bootSector('B'))
    const create = ['create', '-q', '-f', 'qcow2', overlay, String(DISK_BYTES)]
    await promisify(execFile)(await findQemuImg(process.env), create)
    expect(await firstLetter({ disks: [disk('disk0', path, { format: 'raw' })] }, overlay)).toBe(
      'B',
    )
  })
})

describe('firmware boots from a disc while the disk is blank', () => {
  it.each([
    ['q35', 'sata'],
    ['q35', 'scsi'],
    ['q35', 'usb'],
    ['i440fx', 'ide'],
    ['i440fx', 'sata'],
  ] as const)('on %s in a drive on %s', async (machine, bus) => {
    const [path, blank] = [join(dir, 'a.iso'), join(dir, 'disk.img')]
    await writeDisk(blank, Buffer.alloc(0))
    await writeDisc(path, 'C')
    const config = {
      machine,
      disks: [disk('disk0', blank, { format: 'raw' })],
      cdroms: [{ id: 'cdrom0', path, bus }],
    }
    expect(await firstLetter(config)).toBe('C')
    await writeDisk(blank, bootSector('D'))
    expect(await firstLetter(config)).toBe('D')
  })
})
