import { execFileSync } from 'node:child_process'
import {
  appendFile,
  mkdir,
  readdir,
  readFile,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { FoundSource, Provision } from '../../../shared/domain/provision.ts'
import { type MachineDefaults, usualDefaults } from '../machine-defaults.ts'
import { JobList } from '../jobs/job-list.ts'
import { silentLogger } from '../../platform/logger.ts'
import { GuestStore } from '../store/guest-store.ts'
import { makeQcow2, TestGuest, tool, verify, write } from '../storage/test-guest.test-support.ts'
import { ProvisionService } from './service.ts'
import { offer, ovfText, writeOva, writeTar } from './testing.test-support.ts'

let home: TestGuest
let jobs: JobList
let service: ProvisionService
let defaults: MachineDefaults
let configs: GuestConfig[]
/** Called while a guest's folder is being filled. */
let filling: () => void

beforeEach(async () => {
  home = await TestGuest.make()
  jobs = new JobList()
  filling = () => {}
  defaults = usualDefaults
  configs = []
  const store = new GuestStore(home.allPaths)
  service = new ProvisionService({
    ...{ paths: home.allPaths, env: process.env, logger: silentLogger, jobs },
    account: { ofSession: true },
    host: () => ({ ...offer.resources }) as never,
    qemu: async () => ({ machineTypes: ['pc-q35-7.2', 'pc-i440fx-7.2'] }),
    firmware: async () => offer.firmware,
    defaults: () => defaults,
    configs: () => configs,
    add: async ({ config, fill }) => {
      await store.create(config, (directory) => {
        filling()
        return fill(directory)
      })
      return { id: config.id }
    },
  })
})
afterEach(() => home.remove())

const at = (name: string): string => home.elsewhere(name)
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof GuesthouseError ? error.code : String(error)),
  )
/** Folders of guests, those half-made as well. */
const guests = async (): Promise<string[]> =>
  (await readdir(home.allPaths.guestsDir)).filter((name) => name !== home.id)
const configOf = async (id: string) =>
  JSON.parse(await readFile(home.allPaths.guest(id).configFile, 'utf8')) as FoundSource & {
    [key: string]: unknown
    disks: { path: string; bus: string; format: string; managed: boolean; backing: object[] }[]
  }

function makeVmdk(name = 'disk.vmdk'): string {
  const raw = at('content.raw')
  tool('qemu-img', 'create', '-q', '-f', 'raw', raw, '16M')
  tool('qemu-io', '-f', 'raw', '-c', 'write -P 7 1M 1M', raw)
  const path = at(name)
  tool('qemu-img', 'convert', '-O', 'vmdk', '-o', 'subformat=streamOptimized', raw, path)
  return path
}

const ovaInput = (path: string, more: object = {}): Provision => ({
  ...{ kind: 'ova', path, name: 'mine', memoryMiB: 512, cpus: 2 },
  ...more,
})

describe('an OVA', () => {
  it('is described, and becomes a machine with a disk of its own', async () => {
    const path = await writeOva(at('a.ova'), makeVmdk())
    const { source, remarks } = await service.inspect(path)
    expect(source).toMatchObject({
      kind: 'ova',
      config: { name: 'appliance', memoryMiB: 256, cpus: 2, os: 'linux', disks: [] },
      disks: [{ source: 'disk.vmdk', format: 'vmdk', virtualSizeBytes: 16 * 2 ** 20, bus: 'sata' }],
    })
    expect(remarks).toEqual([])
    const { id } = await service.create(ovaInput(path))
    const config = await configOf(id)
    expect(config).toMatchObject({ name: 'mine', memoryMiB: 512, cpus: 2, machine: 'q35' })
    const disk = home.allPaths.guest(id).disk('disk0')
    expect(config.disks).toMatchObject([
      { path: disk, format: 'qcow2', managed: true, bus: 'sata' },
    ])
    verify(disk, 7, '1M', '1M')
    expect(await readdir(home.allPaths.guest(id).dir)).toEqual(['disk0.qcow2', 'guest.json'])
    expect(jobs.list()).toMatchObject([{ kind: 'provision', state: 'done' }])
  })

  it('is refused where a checksum is wrong, and leaves nothing', async () => {
    const wrong = (text: string): string =>
      text.replace(/(disk\.vmdk\)= )../, '$1zz').replace('zz', '00')
    const path = await writeOva(at('a.ova'), makeVmdk(), { manifest: wrong })
    expect(await codeOf(service.create(ovaInput(path)))).toBe('OVA_CHECKSUM')
    expect(await guests()).toEqual([])
  })

  it('is refused where it was cut off', async () => {
    const path = await writeOva(at('a.ova'), makeVmdk())
    await truncate(path, 30_000)
    expect(await codeOf(service.inspect(path))).toBe('OVA_DAMAGED')
    expect(await codeOf(service.create(ovaInput(path)))).toBe('OVA_DAMAGED')
    expect(await guests()).toEqual([])
  })

  it('is cancelled without a trace', async () => {
    const path = await writeOva(at('a.ova'), makeVmdk())
    filling = () => jobs.list().forEach(({ id }) => jobs.cancel(id))
    expect(await codeOf(service.create(ovaInput(path)))).toBe('JOB_CANCELLED')
    expect(await guests()).toEqual([])
    expect(jobs.list()).toMatchObject([{ state: 'cancelled' }])
  })

  it('is refused where a disk in it names other files', async () => {
    await writeFile(at('secret'), 'x'.repeat(65_536))
    tool(
      'qemu-img',
      'create',
      '-q',
      '-f',
      'qcow2',
      '-F',
      'raw',
      '-b',
      at('secret'),
      at('over.qcow2'),
    )
    const disk = await readFile(at('over.qcow2'))
    const disks = [{ file: 'disk.vmdk', bytes: disk.length, capacity: 16 }]
    const path = await writeTar(at('a.ova'), [
      { name: 'vm.ovf', content: ovfText({ disks }) },
      { name: 'disk.vmdk', content: disk },
    ])
    expect(await codeOf(service.inspect(path))).toBe('OVA_UNSAFE')
    // A VMDK whose text names its data, and one that is text alone.
    const flat = `# Disk DescriptorFile\nversion=1\nRW 128 FLAT "${at('secret')}" 0\n`.padEnd(1024)
    const other = await writeTar(at('b.ova'), [
      {
        name: 'vm.ovf',
        content: ovfText({ disks: [{ file: 'disk.vmdk', bytes: flat.length, capacity: 16 }] }),
      },
      { name: 'disk.vmdk', content: flat },
    ])
    expect(await codeOf(service.inspect(other))).toBe('OVA_UNSAFE')
  })
})

const domain = (parts: string, disks: string): string => `<domain type='kvm'>
  <name>old server</name><memory unit='MiB'>512</memory><vcpu>2</vcpu>
  <os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type></os>${parts}
  <devices>${disks}
    <interface type='network'><mac address='52:54:00:aa:bb:cc'/><source network='default'/><model type='virtio'/></interface>
    <graphics type='vnc'/></devices></domain>`
const diskXml = (path: string, type = 'qcow2') =>
  `<disk type='file' device='disk'><driver name='qemu' type='${type}'/><source file='${path}'/><target dev='vda' bus='virtio'/></disk>`

describe('a libvirt domain', () => {
  const make = (path: string, disks: 'copy' | 'use', more: object = {}): Promise<{ id: string }> =>
    service.create({
      ...{ kind: 'libvirt', path, disks, name: 'old server', memoryMiB: 512, cpus: 2 },
      ...more,
    })

  it('keeps its disks where they are, or gets copies', async () => {
    const disk = makeQcow2(at('server disk.qcow2'))
    write(disk, 3, '0', '1M')
    const path = at('server.xml')
    await writeFile(path, domain('', diskXml(disk)))
    const { source } = await service.inspect(path)
    expect(source).toMatchObject({ kind: 'libvirt', disks: [{ source: disk, problem: null }] })
    const used = await configOf((await make(path, 'use')).id)
    expect(used.disks).toMatchObject([{ path: disk, managed: false, bus: 'virtio' }])
    expect(used['nics']).toMatchObject([{ mac: '52:54:00:aa:bb:cc', network: { kind: 'user' } }])
    const { id } = await make(path, 'copy')
    const copied = home.allPaths.guest(id).disk('disk0')
    expect((await configOf(id)).disks).toMatchObject([{ path: copied, managed: true }])
    verify(copied, 3, '0', '1M')
    expect(tool('qemu-img', 'snapshot', '-l', disk)).toBe('')
  })

  it('takes nothing from below its disks unasked', async () => {
    const base = makeQcow2(at('base.qcow2'))
    write(base, 4, '0', '1M')
    const disk = makeQcow2(at('top.qcow2'), '16M', '-b', base, '-F', 'qcow2')
    const path = at('server.xml')
    await writeFile(path, domain('', diskXml(disk)))
    const { source } = await service.inspect(path)
    expect(source).toMatchObject({ disks: [{ backing: [base] }] })
    expect(await codeOf(make(path, 'use'))).toBe('BACKING_NOT_ACCEPTED')
    expect(await codeOf(make(path, 'copy'))).toBe('BACKING_NOT_ACCEPTED')
    expect(await guests()).toEqual([])
    const { id } = await make(path, 'copy', { acceptBacking: [base] })
    verify(home.allPaths.guest(id).disk('disk0'), 4, '0', '1M')
    expect((await configOf(id)).disks).toMatchObject([{ backing: [] }])
  })

  it('takes a raw disk for raw, whatever is written in it', async () => {
    // What a machine could have written to its own raw disk to be given a file of this computer.
    await writeFile(at('secret'), 'x'.repeat(65_536))
    tool('qemu-img', 'create', '-q', '-f', 'qcow2', '-F', 'raw', '-b', at('secret'), at('evil.img'))
    const path = at('server.xml')
    await writeFile(path, domain('', diskXml(at('evil.img'), 'raw')))
    const { id } = await make(path, 'use')
    expect((await configOf(id)).disks).toMatchObject([{ format: 'raw', backing: [] }])
  })

  it('says which disk is missing, and is not made', async () => {
    const path = at('server.xml')
    await writeFile(path, domain('', diskXml(at('gone.qcow2'))))
    const { source } = await service.inspect(path)
    expect(source).toMatchObject({ disks: [{ problem: { code: 'DISK_MISSING' } }] })
    expect(await codeOf(make(path, 'use'))).toBe('DISK_MISSING')
    expect(await guests()).toEqual([])
  })
})

describe('a disk image', () => {
  it('of a foreign format is converted into the machine', async () => {
    const path = makeVmdk('foreign.vmdk')
    const { source } = await service.inspect(path)
    if (source.kind !== 'disk') throw new Error(source.kind)
    expect(source).toMatchObject({ format: 'vmdk', copyOnly: true, guest: { name: 'foreign' } })
    const { id } = await service.create({ kind: 'disk', guest: source.guest })
    verify(home.allPaths.guest(id).disk('disk0'), 7, '1M', '1M')
  })

  it('lists what it builds on', async () => {
    const base = makeQcow2(at('base.qcow2'))
    const top = makeQcow2(at('top.qcow2'), '16M', '-b', base, '-F', 'qcow2')
    const { source } = await service.inspect(top)
    expect(source).toMatchObject({ kind: 'disk', backing: [base], copyOnly: false })
  })
})

describe('what is nothing of that', () => {
  it.each([
    ['empty', '', 'SOURCE_EMPTY'],
    ['a letter', 'Dear Ada,\n'.repeat(100), 'SOURCE_UNKNOWN'],
    ['a web page', '<html><body>no</body></html>', 'SOURCE_XML_UNKNOWN'],
    ['an OVF', ovfText(), 'SOURCE_IS_OVF'],
    ['a broken XML', "<domain type='kvm'><name>a</domain>", 'SOURCE_NOT_READ'],
    ['a huge XML', `<domain>${' '.repeat(2 ** 20)}</domain>`, 'SOURCE_TOO_LARGE'],
    ['an entity bomb', '<!DOCTYPE d [<!ENTITY a "a">]><domain>&a;</domain>', 'SOURCE_NOT_READ'],
    ['a container', "<domain type='lxc'><memory>1</memory></domain>", 'SOURCE_UNUSABLE'],
  ])('%s is refused with its reason', async (_, content, code) => {
    await writeFile(at('file'), content)
    expect(await codeOf(service.inspect(at('file')))).toBe(code)
  })

  it('a folder, a missing file, a link to nowhere, a pipe', async () => {
    await mkdir(at('folder'))
    await symlink(at('nowhere'), at('link'))
    execFileSync('mkfifo', [at('pipe')])
    expect(await codeOf(service.inspect(at('folder')))).toBe('DISK_IS_DIRECTORY')
    expect(await codeOf(service.inspect(at('missing')))).toBe('DISK_MISSING')
    expect(await codeOf(service.inspect(at('link')))).toBe('DISK_MISSING')
    expect(await codeOf(service.inspect(at('pipe')))).toBe('DISK_FORMAT_UNKNOWN')
  })

  it('an archive without a machine, and one with what no OVA has', async () => {
    const plain = await writeTar(at('a.tar'), [{ name: 'readme', content: 'x' }])
    expect(await codeOf(service.inspect(plain))).toBe('OVA_NO_MACHINE')
    for (const [index, member] of [
      { name: '../../etc/vm.ovf' },
      { name: '/etc/vm.ovf' },
      { name: 'sub/vm.ovf' },
      { name: 'a\nb.ovf' },
      { name: 'vm.ovf', type: 'symlink' as const, linkname: '/etc/passwd' },
      { name: 'vm.ovf', type: 'link' as const, linkname: '/etc/passwd' },
      { name: 'vm.ovf', type: 'fifo' as const },
    ].entries()) {
      const path = await writeTar(at(`bad-${index}.ova`), [member])
      expect(await codeOf(service.inspect(path))).toBe('OVA_UNSAFE')
    }
    const twice = await writeTar(at('twice.ova'), [{ name: 'vm.ovf' }, { name: 'vm.ovf' }])
    expect(await codeOf(service.inspect(twice))).toBe('OVA_UNSAFE')
    const many = Array.from({ length: 300 }, (_, i) => ({ name: `f${i}` }))
    expect(await codeOf(service.inspect(await writeTar(at('many.ova'), many)))).toBe('OVA_UNSAFE')
    await appendFile(plain, Buffer.alloc(4096, 0x41))
    expect(await codeOf(service.inspect(plain))).toBe('OVA_NO_MACHINE')
  })
})

it('an installation image is found by its content', async () => {
  const disc = Buffer.alloc(2 ** 20)
  disc.write('\u0001CD001', 32_768, 'latin1')
  disc.write('Debian 13.1.0 amd64 n'.padEnd(32), 32_768 + 40, 'latin1')
  await writeFile(at('disc'), disc)
  const { source, remarks } = await service.inspect(at('disc'))
  expect(source).toMatchObject({ kind: 'iso', osName: 'Debian 13.1.0', guest: { os: 'linux' } })
  expect(remarks).toEqual([{ code: 'iso-not-bootable', params: {} }])
})
