import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { pack, type Header } from 'tar-stream'
import type { HostOffer } from './host-offer.ts'

const GIB = 1024 ** 3

export const offer: HostOffer = {
  resources: { memoryMiB: 16_384, cpus: 8, storage: { path: '/s', freeBytes: 500 * GIB } },
  firmware: { uefi: true, secureBoot: 'keys' },
  tpm: true,
}

export interface OvfParts {
  readonly disks?: readonly {
    readonly file: string
    readonly bytes: number
    readonly capacity: number
  }[]
  readonly memory?: string
  readonly cpus?: string
  readonly name?: string
  readonly more?: string
  readonly hardware?: string
}

/** A descriptor as VMware's ovftool writes it, in part. */
export function ovfText(parts: OvfParts = {}): string {
  const {
    disks = [],
    memory = '256',
    cpus = '2',
    name = 'appliance',
    more = '',
    hardware = '',
  } = parts
  return `<?xml version="1.0" encoding="UTF-8"?>
<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1"
  xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
  xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData"
  xmlns:vmw="http://www.vmware.com/schema/ovf">
  <References>${disks
    .map(({ file, bytes }, i) => `<File ovf:href="${file}" ovf:id="file${i}" ovf:size="${bytes}"/>`)
    .join('')}</References>
  <DiskSection>${disks
    .map(
      ({ capacity }, i) =>
        `<Disk ovf:capacity="${capacity}" ovf:capacityAllocationUnits="byte * 2^20" ovf:diskId="d${i}" ovf:fileRef="file${i}"/>`,
    )
    .join('')}</DiskSection>
  <VirtualSystem ovf:id="vm">
    <Name>${name}</Name>
    <OperatingSystemSection ovf:id="96"><Description>Debian GNU/Linux 12 (64-bit)</Description></OperatingSystemSection>
    <VirtualHardwareSection>
      <Item><rasd:InstanceID>1</rasd:InstanceID><rasd:ResourceType>3</rasd:ResourceType><rasd:VirtualQuantity>${cpus}</rasd:VirtualQuantity></Item>
      <Item><rasd:AllocationUnits>byte * 2^20</rasd:AllocationUnits><rasd:InstanceID>2</rasd:InstanceID><rasd:ResourceType>4</rasd:ResourceType><rasd:VirtualQuantity>${memory}</rasd:VirtualQuantity></Item>
      <Item><rasd:InstanceID>3</rasd:InstanceID><rasd:ResourceSubType>AHCI</rasd:ResourceSubType><rasd:ResourceType>20</rasd:ResourceType></Item>
      ${disks
        .map(
          (_, i) =>
            `<Item><rasd:AddressOnParent>${i}</rasd:AddressOnParent><rasd:HostResource>ovf:/disk/d${i}</rasd:HostResource><rasd:InstanceID>${10 + i}</rasd:InstanceID><rasd:Parent>3</rasd:Parent><rasd:ResourceType>17</rasd:ResourceType></Item>`,
        )
        .join('')}
      ${hardware}
    </VirtualHardwareSection>
    ${more}
  </VirtualSystem>
</Envelope>
`
}

export type TarMember = { readonly name: string; readonly content?: string | Buffer } & Partial<
  Pick<Header, 'type' | 'linkname' | 'size'>
>

/** Writes a tar archive of members. */
export async function writeTar(path: string, members: readonly TarMember[]): Promise<string> {
  const archive = pack()
  const target = createWriteStream(path)
  const done = new Promise<void>((resolve, reject) => {
    target.once('close', resolve)
    target.once('error', reject)
  })
  archive.on('data', (chunk) => void target.write(chunk as Buffer))
  archive.on('end', () => target.end())
  for (const { content = '', ...header } of members) archive.entry(header, Buffer.from(content))
  archive.finalize()
  await done
  return path
}

/** An OVA of one disk, with a manifest. */
export async function writeOva(
  path: string,
  vmdk: string,
  options: OvfParts & { readonly manifest?: (text: string) => string } = {},
): Promise<string> {
  const disk = await readFile(vmdk)
  const disks = [{ file: 'disk.vmdk', bytes: disk.length, capacity: 16 }]
  const ovf = ovfText({ disks, ...options })
  const sha = (content: string | Buffer): string =>
    createHash('sha256').update(content).digest('hex')
  const manifest = `SHA256(vm.ovf)= ${sha(ovf)}\nSHA256(disk.vmdk)= ${sha(disk)}\n`
  return writeTar(path, [
    { name: 'vm.ovf', content: ovf },
    { name: 'vm.mf', content: options.manifest?.(manifest) ?? manifest },
    { name: 'disk.vmdk', content: disk },
  ])
}
