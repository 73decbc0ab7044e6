import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RangeFile } from '../read-range.ts'
import { Remarks } from '../remarks.ts'
import { offer } from '../testing.test-support.ts'
import { describeIso } from './describe-iso.ts'
import { recogniseSystem } from './recognise.ts'
import { readVolume, SECTOR } from './volume.ts'

const inMemory = (bytes: Buffer): RangeFile => ({
  bytes: bytes.length,
  read: async (at, length) => Buffer.from(bytes.subarray(at, at + length)),
})

/** A folder's record (ECMA-119, 9.1), with a Rock Ridge name where one is given. */
function record(
  name: string,
  sector: number,
  bytes: number,
  folder: boolean,
  long?: string,
): Buffer {
  const nm =
    long === undefined
      ? Buffer.alloc(0)
      : Buffer.from(`NM${String.fromCharCode(5 + long.length)}\u0001\u0000${long}`, 'latin1')
  const pad = (name.length + 1) % 2
  const length = 33 + name.length + pad + nm.length
  const out = Buffer.alloc(length + (length % 2))
  out[0] = out.length
  out.writeUInt32LE(sector, 2)
  out.writeUInt32LE(bytes, 10)
  out[25] = folder ? 2 : 0
  out[32] = name.length
  out.write(name, 33, 'latin1')
  nm.copy(out, 33 + name.length + pad)
  return out
}

/** A disc with a label and, if given, a text as .disk/info or .treeinfo. */
function disc(label: string, files: { info?: string; treeinfo?: string } = {}): Buffer {
  const image = Buffer.alloc(32 * SECTOR)
  const descriptor = (sector: number, type: number) => {
    image[sector * SECTOR] = type
    image.write('CD001', sector * SECTOR + 1, 'latin1')
  }
  descriptor(16, 1)
  image.write(label.padEnd(32), 16 * SECTOR + 40, 'latin1')
  record('\u0000', 20, SECTOR, true).copy(image, 16 * SECTOR + 156)
  descriptor(17, 0)
  image.write('EL TORITO SPECIFICATION', 17 * SECTOR + 7, 'latin1')
  descriptor(18, 255)
  const root: Buffer[] = []
  if (files.info !== undefined) {
    root.push(record('_DISK', 21, SECTOR, true, '.disk'))
    record('INFO.;1', 22, files.info.length, false, 'info').copy(image, 21 * SECTOR)
    image.write(files.info, 22 * SECTOR, 'utf8')
  }
  if (files.treeinfo !== undefined) {
    root.push(record('TREEINFO.;1', 23, files.treeinfo.length, false, '.treeinfo'))
    image.write(files.treeinfo, 23 * SECTOR, 'utf8')
  }
  Buffer.concat(root).copy(image, 20 * SECTOR)
  return image
}

async function systemOf(image: Buffer, fileName = 'image.iso') {
  const volume = await readVolume(inMemory(image))
  if (volume === null) throw new Error('no disc')
  return recogniseSystem(inMemory(image), volume, fileName)
}

describe('the system of a disc', () => {
  it.each([
    ['Debian 13.1.0 amd64 n', 'Debian 13.1.0', 'linux'],
    ['d-live 12.5.0 gnome amd64', 'Debian 12.5.0', 'linux'],
    ['Ubuntu 24.04.1 LTS amd64', 'Ubuntu 24.04.1 LTS', 'linux'],
    ['Ubuntu-Server 24.04.1 LTS amd64', 'Ubuntu Server 24.04.1 LTS', 'linux'],
    ['Linux Mint 22 Cinnamon 64-bit', 'Linux Mint 22', 'linux'],
    ['Fedora-WS-Live-42', 'Fedora 42', 'linux'],
    ['Fedora-S-dvd-x86_64-41', 'Fedora 41', 'linux'],
    ['Fedora-E-dvd-x86_64-42', 'Fedora 42', 'linux'],
    ['RHEL-9-4-0-BaseOS-x86_64', 'Red Hat Enterprise Linux 9.4', 'linux'],
    ['CentOS-Stream-10-BaseOS-x86_64', 'CentOS Stream 10', 'linux'],
    ['Rocky-9-5-x86_64-dvd', 'Rocky Linux 9.5', 'linux'],
    ['openSUSE-Leap-15.6-DVD-x86_64', 'openSUSE Leap 15.6', 'linux'],
    ['ARCH_202510', 'Arch Linux', 'linux'],
    ['nixos-minimal-25.05-x86_64', 'NixOS 25.05', 'linux'],
    ['alpine-std 3.22.1 x86_64', 'Alpine Linux 3.22.1', 'linux'],
    ['14_3_RELEASE_AMD64_DVD', 'FreeBSD 14.3', 'other'],
    ['OpenBSD/amd64   7.7 Install CD', 'OpenBSD 7.7', 'other'],
    ['MT86PLUS_64', 'Memtest86+', 'other'],
    ['iPXE', 'iPXE', 'other'],
    ['CCCOMA_X64FRE_EN-US_DV9', 'Windows', 'windows'],
    ['SSS_X64FREE_EN-US_DV9', 'Windows', 'windows'],
    ['CPBA_X64FRE_DE-DE_DV9', 'Windows', 'windows'],
    ['MY_PHOTOS', null, 'other'],
    ['WINTER_2019', null, 'other'],
  ])('labelled %s is %s', async (label, osName, os) => {
    expect(await systemOf(disc(label))).toMatchObject({ osName, os })
  })

  it('is told by what the disc says of itself', async () => {
    const info = 'Debian GNU/Linux 13.1.0 "Trixie" - Official amd64 NETINST with firmware 20250906'
    expect(await systemOf(disc('ISOIMAGE', { info }))).toMatchObject({ osName: 'Debian 13.1.0' })
    const treeinfo = '[general]\nname = Fedora 42\narch = x86_64\n\n[stage2]\nmainimage = i\n'
    expect(await systemOf(disc('ISOIMAGE', { treeinfo }))).toMatchObject({
      ...{ osName: 'Fedora 42', os: 'linux', processor: 'x86-64' },
    })
    const other = 'My Own Linux 3 "Star" - Build 5 arm64'
    expect(await systemOf(disc('X', { info: other }))).toMatchObject({
      ...{ osName: 'My Own Linux 3 Star', os: 'linux', processor: 'other' },
    })
  })

  it('is told in a moment, whatever the disc says', async () => {
    for (const word of ['E-', 'Live-', 'x86_64-', 'a']) {
      const info = `Fedora-${word.repeat(200 / word.length)}`
      expect(await systemOf(disc('ISOIMAGE', { info }))).toMatchObject({ os: 'linux', needs: null })
    }
  })

  it('is which Windows by the name under which it is offered', async () => {
    const image = disc('CCCOMA_X64FRE_EN-US_DV9')
    expect((await systemOf(image, 'Win11_24H2_English_x64.iso')).osName).toBe('Windows 11')
    expect((await systemOf(image, 'twin10.iso')).osName).toBe('Windows')
  })
})

describe('the machine for a disc', () => {
  const machineOf = async (image: Buffer, path: string, own = offer) => {
    const volume = await readVolume(inMemory(image))
    if (volume === null) throw new Error('no disc')
    const remarks = new Remarks()
    const source = await describeIso(inMemory(image), volume, { path, offer: own, remarks })
    return { source, codes: remarks.list().map(({ code }) => code) }
  }
  const windows = disc('CCCOMA_X64FRE_EN-US_DV9')

  it('has what Windows 11 asks for', async () => {
    const { source, codes } = await machineOf(windows, '/w/Win11.iso')
    expect(source).toMatchObject({
      guest: {
        ...{ name: 'Win11', os: 'windows', tpm: true, memoryMiB: 4096 },
        ...{ firmware: { kind: 'uefi', secureBoot: true }, cdrom: '/w/Win11.iso' },
        disk: { kind: 'new', sizeBytes: 64 * 1024 ** 3 },
      },
    })
    expect(codes).toEqual(['windows-buses'])
  })

  it('says what this computer lacks', async () => {
    const poor = {
      resources: { ...offer.resources, memoryMiB: 4096, storage: { path: '/s', freeBytes: 2e10 } },
      ...{ firmware: { uefi: true, secureBoot: 'none' as const }, tpm: false },
    }
    const { source, codes } = await machineOf(windows, '/w/Win11.iso', poor)
    expect(source).toMatchObject({
      guest: { memoryMiB: 2048, tpm: false, disk: { sizeBytes: 9 * 1024 ** 3 } },
    })
    expect(codes).toEqual(['windows-buses', 'secure-boot-missing', 'tpm-missing'])
  })

  it('has no disk where nothing is installed', async () => {
    const { source } = await machineOf(disc('MT86PLUS_64'), '/m.iso')
    expect(source).toMatchObject({ guest: { disk: { kind: 'none' }, memoryMiB: 1024 } })
  })
})

it('what is damaged or made up is read without harm', async () => {
  const good = disc('Debian 13.1.0', { info: 'Debian GNU/Linux 13', treeinfo: '[general]\nname=x' })
  const damage = fc.array(
    fc.tuple(
      fc.integer({ min: 16 * SECTOR, max: good.length - 1 }),
      fc.integer({ min: 0, max: 255 }),
    ),
    { maxLength: 40 },
  )
  await fc.assert(
    fc.asyncProperty(damage, fc.integer({ min: 0, max: good.length }), async (bytes, length) => {
      const image = Buffer.from(good)
      for (const [at, value] of bytes) image[at] = value
      const file = inMemory(image.subarray(0, length))
      const volume = await readVolume(file)
      if (volume !== null) await recogniseSystem(file, volume, 'x.iso')
    }),
    { numRuns: 300 },
  )
})
