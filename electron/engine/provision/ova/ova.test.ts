import fc from 'fast-check'
import { pack } from 'tar-stream'
import { describe, expect, it } from 'vitest'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import { guestOf } from '../draft.ts'
import type { RangeFile } from '../read-range.ts'
import { Remarks } from '../remarks.ts'
import { offer, type OvfParts, ovfText, type TarMember } from '../testing.test-support.ts'
import { parseXml } from '../xml.ts'
import { readMembers } from './archive.ts'
import { memberFormat } from './disk-image.ts'
import { parseManifest } from './manifest.ts'
import { parseOvf } from './parse-ovf.ts'
import { bytesOf } from './units.ts'

function parse(parts: OvfParts, edit: (text: string) => string = (text) => text) {
  const remarks = new Remarks()
  const { disks = [] } = parts
  const members = new Map(disks.map(({ file, bytes }) => [file, bytes]))
  const envelope = parseXml(Buffer.from(edit(ovfText(parts))), '/a.ova')
  const draft = parseOvf(envelope, { path: '/a.ova', offer, remarks, members })
  const config = guestOf(draft, { path: '/a.ova', now: 0 }, [])
  return { draft, config, codes: remarks.list().map(({ code }) => code) }
}

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'done'
  } catch (error) {
    if (!(error instanceof GuesthouseError)) throw error
    return error.code
  }
}

const item = (id: number, type: number, parts: string): string =>
  `<Item><rasd:InstanceID>${id}</rasd:InstanceID><rasd:ResourceType>${type}</rasd:ResourceType>${parts}</Item>`
const disk = { file: 'd.vmdk', bytes: 100, capacity: 16 }

describe('an OVF', () => {
  it('of VMware, with its own words', () => {
    const { draft, config, codes } = parse({
      disks: [disk],
      hardware: `
        ${item(4, 6, '<rasd:ResourceSubType>VirtualSCSI</rasd:ResourceSubType>')}
        ${item(5, 5, '<rasd:Address>0</rasd:Address>')}
        ${item(6, 15, '<rasd:Parent>5</rasd:Parent>')}
        ${item(7, 10, '<rasd:Connection>VM Network</rasd:Connection><rasd:ResourceSubType>VmxNet3</rasd:ResourceSubType>')}
        ${item(8, 14, '')}
        ${item(9, 35, '')}
        <vmw:Config vmw:key="firmware" vmw:value="efi"/>
        <vmw:Config vmw:key="bootOptions.efiSecureBootEnabled" vmw:value="true"/>`,
      more: `<EulaSection><License>x</License></EulaSection>
        <ProductSection><Property key="a"/></ProductSection>
        <AnnotationSection><Annotation>made  by us</Annotation></AnnotationSection>`,
    })
    expect(draft.disks).toMatchObject([{ origin: { kind: 'member', name: 'd.vmdk' }, bus: 'sata' }])
    expect(config).toMatchObject({
      ...{ name: 'appliance', machine: 'q35', memoryMiB: 256, cpus: 2, notes: 'made by us' },
      ...{ firmware: { kind: 'uefi', secureBoot: true }, osName: 'Debian GNU/Linux 12 (64-bit)' },
      ...{ sound: { device: 'hda-output' }, cdroms: [{ path: null, bus: 'sata' }] },
      nics: [{ model: 'virtio', network: { kind: 'user' } }],
    })
    expect(codes.sort()).toEqual(
      [
        ...['bus-changed', 'floppy', 'network-to-user', 'nic-model', 'nvram-new', 'ova-licence'],
        'ova-properties',
      ].sort(),
    )
  })

  it('of a machine that starts from an IDE disk is one of the older kind', () => {
    const onIde = (text: string) =>
      text
        .replace(
          '<rasd:ResourceSubType>AHCI</rasd:ResourceSubType><rasd:ResourceType>20<',
          '<rasd:ResourceType>5<',
        )
        .replace('Debian GNU/Linux 12 (64-bit)', 'Microsoft Windows XP')
    const { draft, config } = parse({ disks: [disk] }, onIde)
    expect(draft.disks[0]?.bus).toBe('ide')
    expect(config).toMatchObject({ machine: 'i440fx', os: 'windows' })
  })

  it('with several configurations has the one that its maker prefers', () => {
    const { config } = parse({}, (text) =>
      text
        .replace(
          '<VirtualSystem ',
          '<DeploymentOptionSection><Configuration ovf:id="s"/><Configuration ovf:id="l" ovf:default="true"/></DeploymentOptionSection><VirtualSystem ',
        )
        .replace(
          '<VirtualHardwareSection>',
          `<VirtualHardwareSection>
          <Item ovf:configuration="s"><rasd:InstanceID>1</rasd:InstanceID><rasd:ResourceType>3</rasd:ResourceType><rasd:VirtualQuantity>1</rasd:VirtualQuantity></Item>`,
        )
        .replace('<Item><rasd:InstanceID>1<', '<Item ovf:configuration="l"><rasd:InstanceID>1<'),
    )
    expect(config.cpus).toBe(2)
  })

  it.each<[string, OvfParts, (text: string) => string, string]>([
    ['no memory', { memory: 'much' }, (text) => text, 'SOURCE_NOT_READ'],
    ['absurd processors', { cpus: '1e9' }, (text) => text, 'SOURCE_UNUSABLE'],
    [
      'no file',
      { disks: [disk] },
      (text) => text.replace('href="d.vmdk"', 'href="../d"'),
      'OVA_DAMAGED',
    ],
    [
      'another size',
      { disks: [disk] },
      (text) => text.replace('ovf:size="100"', 'ovf:size="9"'),
      'OVA_DAMAGED',
    ],
    [
      'compressed',
      { disks: [disk] },
      (text) => text.replace('<File ', '<File ovf:compression="gzip" '),
      'SOURCE_NOT_READ',
    ],
    [
      'pieces',
      { disks: [disk] },
      (text) => text.replace('<File ', '<File ovf:chunkSize="9" '),
      'SOURCE_NOT_READ',
    ],
    [
      'parent',
      { disks: [disk] },
      (text) => text.replace('<Disk ', '<Disk ovf:parentRef="x" '),
      'SOURCE_NOT_READ',
    ],
    [
      'endless disk',
      { disks: [disk] },
      (text) => text.replace('ovf:fileRef="file0"', '').replace('"16"', '"999999999999"'),
      'SOURCE_NOT_READ',
    ],
    [
      'many disks',
      { disks: Array.from({ length: 17 }, () => disk) },
      (text) => text,
      'SOURCE_TOO_MANY',
    ],
    [
      'two machines',
      {},
      (text) => text.replace(/(<VirtualSystem .*<\/VirtualSystem>)/s, '$1$1'),
      'SOURCE_NOT_READ',
    ],
  ])('with %s is refused', (_, parts, edit, code) => {
    expect(codeOf(() => parse(parts, edit))).toBe(code)
  })
})

it.each([
  ['16', 'byte * 2^20', 16 * 2 ** 20],
  ['2', 'GigaBytes', 2 * 2 ** 30],
  ['512', undefined, 512],
  ['3', 'byte*10^9', 3e9],
  ['3', 'parsec', null],
  ['-3', 'byte', null],
  ['999999999999999', 'byte * 2^60', null],
])('%s %s is %s bytes', (value, unit, bytes) => expect(bytesOf(value, unit)).toBe(bytes))

it('a manifest is read as its makers write it', () => {
  const text = 'SHA256(a.vmdk)= AB01\r\nSHA1 (b c.ovf) = 00ff\nMD5(x)= 11\nnonsense\nSHA512(d)=zz\n'
  expect([...parseManifest(text)]).toEqual([
    ['a.vmdk', { algorithm: 'sha256', hex: 'ab01' }],
    ['b c.ovf', { algorithm: 'sha1', hex: '00ff' }],
  ])
})

describe('a VMDK', () => {
  /** The header of a sparse one, with its text behind it (VMDK4Header of QEMU's block/vmdk.c). */
  const vmdk = (text: string, textSectors: bigint): Buffer => {
    const image = Buffer.alloc(1024)
    image.write('KDMV', 'latin1')
    image.writeBigUInt64LE(64n, 12)
    image.writeBigUInt64LE(1n, 28)
    image.writeBigUInt64LE(textSectors, 36)
    image.write(text, 512, 'latin1')
    return image
  }
  const formatOf = (image: Buffer) => {
    const read = async (at: number, length: number) => image.subarray(at, at + length)
    const member = { name: 'd.vmdk', offset: 0, bytes: image.length }
    return memberFormat({ bytes: image.length, read }, '/a', member)
  }

  it.each([1n, 20n, 2n ** 40n])(
    'with a parent is refused, its text %s sectors',
    async (sectors) => {
      const parent = 'version=1\nparentFileNameHint="/etc/passwd"\n'
      await expect(formatOf(vmdk(parent, sectors))).rejects.toMatchObject({
        ...{ code: 'OVA_UNSAFE', params: { reason: 'file-parent', file: 'd.vmdk' } },
      })
      expect(await formatOf(vmdk('version=1\n', sectors))).toBe('vmdk')
    },
  )
})

describe('an archive', () => {
  const inMemory = (bytes: Buffer): RangeFile => ({
    bytes: bytes.length,
    read: async (at, length) => Buffer.from(bytes.subarray(at, at + length)),
  })
  async function tar(members: readonly TarMember[]): Promise<Buffer> {
    const archive = pack()
    for (const { content = '', ...header } of members) {
      archive.entry(header, Buffer.from(content))
    }
    archive.finalize()
    const chunks: Buffer[] = []
    for await (const chunk of archive as AsyncIterable<Buffer>) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
  const names = fc
    .uniqueArray(fc.stringMatching(/^[\w.é-]{1,150}$/), { maxLength: 6 })
    .map((all) => all.filter((name) => name !== '.' && name !== '..'))

  it('has its members where their bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(names, fc.uint8Array({ maxLength: 3000 }), async (list, bytes) => {
        const members = list.map((name, i) => ({
          name,
          content: Buffer.from(bytes.subarray(i * 7)),
        }))
        const archive = await tar(members)
        const found = await readMembers(inMemory(archive), '/a')
        expect(
          found.map(({ name, offset, bytes: size }) => ({
            name,
            content: archive.subarray(offset, offset + size),
          })),
        ).toEqual(members)
      }),
      { numRuns: 60 },
    )
  })

  it('of folders alone is not read to its end', async () => {
    const archive = await tar(
      Array.from({ length: 300 }, () => ({ name: './', type: 'directory' as const })),
    )
    await expect(readMembers(inMemory(archive), '/a')).rejects.toMatchObject({
      code: 'OVA_UNSAFE',
      params: { path: '/a', reason: 'too-many-files', max: 256 },
    })
  })

  it('that is damaged or cut off is read or refused, never waited for', async () => {
    const good = await tar([
      { name: 'vm.ovf', content: Buffer.alloc(700, 1) },
      { name: `${'long'.repeat(40)}.vmdk`, content: Buffer.alloc(2000, 2) },
    ])
    const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 })), {
      maxLength: 30,
    })
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(good.length), async (bytes, length) => {
        const archive = Buffer.from(good)
        for (const [at, value] of bytes) archive[at] = value
        const read = readMembers(inMemory(archive.subarray(0, length)), '/a').then(
          () => 'done',
          (error: unknown) => (error instanceof GuesthouseError ? error.code : String(error)),
        )
        expect(['done', 'OVA_DAMAGED', 'OVA_UNSAFE']).toContain(await read)
      }),
      { numRuns: 200 },
    )
  })
})
