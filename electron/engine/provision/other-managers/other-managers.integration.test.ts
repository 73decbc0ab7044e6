import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testGuest } from '../../../../scripts/test-guest/index.mjs'
import type { FoundMachine } from '../../../../shared/domain/found-machines.ts'
import { findQemu } from '../../capabilities/index.ts'
import type { Engine } from '../../index.ts'
import { usualDefaults } from '../../machine-defaults.ts'
import { makeQcow2, tool, verify, write } from '../../storage/test-guest.test-support.ts'
import { EngineHome, eventually, untilState, viewOf } from '../../testing/engine-home.ts'

let home: EngineHome
let engine: Engine
beforeEach(async () => {
  home = await EngineHome.make()
  engine = await home.open()
})
afterEach(() => home.dispose())

const at = (...names: string[]): string => join(home.dir, ...names)
const { readyLine, kernel, initrd, commandLine } = testGuest()
const UUID = '7f9b1f64-4b0e-4c5e-9f0b-2b6a3c1d5e77'

async function put(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
  return path
}

async function disk(path: string, ...options: string[]): Promise<string> {
  await mkdir(dirname(path), { recursive: true })
  makeQcow2(path, '16M', ...options)
  return path
}

/** As libvirt keeps it. */
const domain = (name: string, disks: string, more = '', os = '', devices = ''): string => `<!--
WARNING: THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE OVERWRITTEN
-->
<domain type='kvm'><name>${name}</name><uuid>${UUID}</uuid>${more}
  <memory unit='KiB'>262144</memory><vcpu>1</vcpu>
  <os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type>${os}</os>
  <devices>${disks}<serial type='pty'/><graphics type='spice'/>${devices}</devices></domain>`
const diskXml = (path: string, type = 'qcow2'): string =>
  `<disk type='file' device='disk'><driver name='qemu' type='${type}'/><source file='${path}'/><target dev='vda' bus='virtio'/></disk>`
const libvirt = (name: string, text: string): Promise<string> =>
  put(at('.config/libvirt/qemu', `${name}.xml`), text)

const found = (): Promise<FoundMachine[]> => engine.findMachines()
const one = async (name: string): Promise<FoundMachine> => {
  const machine = (await engine.findMachines()).find((candidate) => candidate.name === name)
  if (machine === undefined) throw new Error(`${name} was not found`)
  return machine
}

/** What is in folders and files: names, times and content. */
async function picture(...places: string[]): Promise<string[]> {
  const files = await Promise.all(
    places.map(async (place) =>
      (await stat(place)).isFile()
        ? [place]
        : (await readdir(place, { recursive: true })).map((name) => join(place, name)),
    ),
  )
  return Promise.all(
    files.flat().map(async (file) => {
      const { mtimeMs, ino, mode } = await stat(file)
      const content = await readFile(file, 'base64').catch(() => 'a folder')
      return [file, mtimeMs, ino, mode, content].join(' ')
    }),
  )
}

async function holding<T>(path: string, args: string[], work: () => Promise<T>): Promise<T> {
  const qemu = spawn(await findQemu(process.env), [
    ...['-nodefaults', '-display', 'none', '-S', '-machine', 'q35,accel=tcg', '-m', '32'],
    ...['-drive', `file=${path},format=qcow2,if=virtio`, '-qmp', 'stdio', ...args],
  ])
  try {
    await once(qemu.stdout, 'data')
    return await work()
  } finally {
    qemu.kill('SIGKILL')
    await once(qemu, 'exit')
  }
}

describe('machines of other managers', () => {
  it('are none in an empty home', async () => {
    expect(await found()).toEqual([])
  })

  it('are found where each keeps them', async () => {
    const own = await disk(at('.local/share/libvirt/images/a.qcow2'))
    const boxes = await disk(at('.local/share/gnome-boxes/images/b'))
    const flatpak = await disk(at('.var/app/org.gnome.Boxes/data/gnome-boxes/images/c'))
    await libvirt('server', domain('server', diskXml(own)))
    await libvirt('desktop', domain('desktop', diskXml(boxes)))
    await libvirt(
      'marked',
      domain(
        'marked',
        diskXml(own),
        "<metadata><boxes:gnome-boxes xmlns:boxes='https://wiki.gnome.org/Apps/Boxes'/></metadata>",
      ),
    )
    await put(
      at('.var/app/org.gnome.Boxes/config/libvirt/qemu/fedora.xml'),
      domain('fedora', diskXml(flatpak)),
    )
    // Beside descriptions there are networks, links and what is no description.
    await put(at('.config/libvirt/qemu/networks/default.xml'), '<network/>')
    await put(at('.config/libvirt/qemu/notes.txt'), 'x')
    await disk(at('VMs/debian/disk.qcow2'))
    await put(at('VMs/debian.conf'), 'guest_os="linux"\ndisk_img="debian/disk.qcow2"\nram="1G"\n')
    await put(at('VMs/other.conf'), '[section]\ndisk_img=no\n')
    expect(await found()).toMatchObject([
      { origin: 'libvirt', name: 'server', memoryMiB: 256, disks: [{ path: own }], problem: null },
      { origin: 'boxes', name: 'desktop', disks: [{ path: boxes }], problem: null },
      { origin: 'boxes', name: 'fedora', disks: [{ path: flatpak }], problem: null },
      { origin: 'boxes', name: 'marked', problem: null },
      {
        ...{ origin: 'quickemu', name: 'debian', memoryMiB: 1024, running: false, taken: false },
        ...{ path: at('VMs/debian.conf'), problem: null, backing: [] },
        disks: [{ path: at('VMs/debian/disk.qcow2'), bytes: expect.any(Number) }],
      },
    ])
  })

  it('follow the environment to where it says', async () => {
    const path = await disk(at('a.qcow2'))
    await put(at('elsewhere/libvirt/qemu/a.xml'), domain('a', diskXml(path)))
    await home.close(engine)
    engine = await home.open({ XDG_CONFIG_HOME: at('elsewhere') })
    expect(await found()).toMatchObject([{ origin: 'libvirt', name: 'a' }])
  })

  it('that cannot be used are there with the reason', async () => {
    const path = await disk(at('a.qcow2'))
    await libvirt('bomb', '<!DOCTYPE d [<!ENTITY a "a">]><domain>&a;</domain>')
    await libvirt(
      'container',
      "<domain type='lxc'><name>container</name><memory>1</memory></domain>",
    )
    await libvirt('deep', '<a>'.repeat(100_000))
    await libvirt('empty', '')
    await libvirt('gone', domain('gone', diskXml(at('gone.qcow2'))))
    await libvirt(
      'partition',
      domain('partition', "<disk type='block'><source dev='/dev/sda1'/><target dev='vda'/></disk>"),
    )
    await libvirt('saved', domain('saved', diskXml(path)))
    await put(at('.config/libvirt/qemu/save/saved.save'), 'memory')
    await symlink('/dev/zero', at('.config/libvirt/qemu/zero.xml'))
    execFileSync('mkfifo', [at('.config/libvirt/qemu/pipe.xml')])
    await put(at('shell.conf'), `guest_os=linux\ndisk_img="$(touch ${at('executed')})"\n`)
    await put(at('apple.conf'), 'guest_os=macos\ndisk_img=a.qcow2\n')
    await put(at('big.conf'), `guest_os=linux\ndisk_img=a\n${'#'.repeat(70_000)}`)
    const problems = (await found()).map(({ name, problem }) => [name, problem?.code])
    expect(Object.fromEntries(problems)).toEqual({
      ...{ apple: 'SOURCE_UNUSABLE', bomb: 'SOURCE_NOT_READ', container: 'SOURCE_UNUSABLE' },
      ...{ deep: 'SOURCE_NOT_READ', empty: 'SOURCE_EMPTY', gone: 'DISK_MISSING' },
      ...{
        partition: 'SOURCE_UNUSABLE',
        pipe: 'DISK_FORMAT_UNKNOWN',
        saved: 'FOUND_MACHINE_SAVED',
      },
      ...{ shell: 'QUICKEMU_NOT_READ', zero: 'DISK_FORMAT_UNKNOWN' },
    })
    expect(existsSync(at('executed'))).toBe(false)
  })

  it('that run are told by the locks on their disks, and by their manager', async () => {
    const path = await disk(at('VMs/a/disk.qcow2'))
    const conf = await put(
      at('VMs/a.conf'),
      'guest_os=linux\ndisk_img="a/disk.qcow2"\nboot=legacy\n',
    )
    await holding(path, [], async () => {
      expect(await one('a')).toMatchObject({ running: true, taken: false })
      for (const disks of ['copy', 'use'] as const) {
        const adopted = engine.adopt({ path: conf, disks })
        await expect(adopted).rejects.toMatchObject({ code: 'FOUND_MACHINE_RUNNING' })
      }
      expect(engine.list()).toEqual([])
    })
    const other = await disk(at('other.qcow2'))
    await holding(other, ['-pidfile', at('VMs/a/a.pid')], async () => {
      expect(await one('a')).toMatchObject({ running: true })
    })
    // A number that was given out again.
    await writeFile(at('VMs/a/a.pid'), `${process.pid}\n`)
    expect(await one('a')).toMatchObject({ running: false })
  })
})

describe('a machine of another manager', () => {
  it('of libvirt is used in place, boots, and is as it was there', async () => {
    const path = await disk(at('images/tiny.qcow2'))
    const os = `<kernel>${kernel}</kernel><initrd>${initrd}</initrd><cmdline>${commandLine}</cmdline>`
    const description = await libvirt('tiny', domain('tiny', diskXml(path), '', os))
    const before = await picture(at('.config/libvirt'))
    const { id } = await engine.adopt({ path: description, disks: 'use' })
    expect(viewOf(engine, id).config).toMatchObject({
      ...{ name: 'tiny', memoryMiB: 256, autostart: false },
      disks: [{ path, managed: false, format: 'qcow2', bus: 'virtio' }],
    })
    expect(await one('tiny')).toMatchObject({ taken: true, running: false, problem: null })
    await engine.start(id)
    await eventually(async () => expect(await home.serialLog(id)).toContain(readyLine), 60_000)
    // It is ours that runs.
    expect(await one('tiny')).toMatchObject({ taken: true, running: false })
    const again = engine.adopt({ path: description, disks: 'use' })
    await expect(again).rejects.toMatchObject({ code: 'FOUND_MACHINE_TAKEN' })
    await engine.shutdown(id)
    await untilState(engine, id, 'stopped')
    expect(await picture(at('.config/libvirt'))).toEqual(before)
    await engine.delete(id, { deleteDisks: true })
    expect(await readdir(at('images'))).toEqual(['tiny.qcow2'])
  })

  it('is refused at its start here while the other manager runs it', async () => {
    const path = await disk(at('a.qcow2'))
    const { id } = await engine.adopt({
      path: await libvirt('a', domain('a', diskXml(path))),
      disks: 'use',
    })
    await holding(path, [], async () => {
      await expect(engine.start(id)).rejects.toMatchObject({ code: 'DISK_IN_USE' })
    })
  })

  it('is copied with what lies below its disks, once that is agreed to', async () => {
    const base = await disk(at('base.qcow2'))
    write(base, 4, '0', '1M')
    const path = await disk(at('top.qcow2'), '-b', base, '-F', 'qcow2')
    const description = await libvirt('a', domain('a', diskXml(path)))
    const before = await picture(at('.config'), base, path)
    const { backing, backingBytes } = await one('a')
    expect(backing).toEqual([base])
    expect(backingBytes).toBe((await stat(base)).blocks * 512)
    const unasked = engine.adopt({ path: description, disks: 'copy' })
    await expect(unasked).rejects.toMatchObject({ code: 'BACKING_NOT_ACCEPTED' })
    expect(engine.list()).toEqual([])
    const { id } = await engine.adopt({
      path: description,
      disks: 'copy',
      acceptBacking: backing,
    })
    const copy = home.paths.guest(id).disk('disk0')
    expect(viewOf(engine, id).config?.disks).toMatchObject([{ path: copy, managed: true }])
    verify(copy, 4, '0', '1M')
    expect(await picture(at('.config'), base, path)).toEqual(before)
    expect(await one('a')).toMatchObject({ taken: true })
    expect(engine.jobs.list()).toMatchObject([{ state: 'failed' }, { state: 'done', name: 'a' }])
    // That it was copied is kept over a restart.
    await home.close(engine)
    engine = await home.open()
    expect(await one('a')).toMatchObject({ taken: true })
    await engine.delete(id, { deleteDisks: true })
    expect(await one('a')).toMatchObject({ taken: false })
  })

  it('is copied into the folder that was chosen for disks', async () => {
    const drive = at('drive')
    await mkdir(drive)
    await home.close(engine)
    engine = await home.open({}, () => ({ ...usualDefaults, disksFolder: drive }))
    const path = await disk(at('a.qcow2'))
    write(path, 6, '0', '64k')
    const description = await libvirt('a', domain('a', diskXml(path)))
    const { id } = await engine.adopt({ path: description, disks: 'copy' })
    const copy = join(drive, `a-${id}`, 'disk0.qcow2')
    expect(viewOf(engine, id).config?.disks).toMatchObject([{ path: copy, managed: true }])
    verify(copy, 6, '0', '64k')
  })

  it('of Quickemu starts with its UEFI and its TPM', async () => {
    const path = await disk(at('VMs/win/disk.qcow2'))
    write(path, 1, '0', '8M')
    const template = '/usr/share/OVMF/OVMF_VARS_4M.fd'
    const variables = await readFile(template)
    variables.write('of the machine', variables.length - 64)
    await writeFile(at('VMs/win/OVMF_VARS.fd'), variables)
    await writeFile(at('VMs/win/tpm2-00.permall'), 'sealed')
    await put(at('VMs/win.iso'), 'x')
    const conf = await put(
      at('VMs/win.conf'),
      `#!/usr/bin/env quickemu --vm
guest_os="windows"
disk_img="win/disk.qcow2"
iso="win.iso"
fixed_iso="win.iso"
cpu_cores="2"
ram="192M"
tpm="on"
port_forwards=("8080:80")
`,
    )
    const before = await picture(at('VMs'))
    const { id } = await engine.adopt({ path: conf, disks: 'use' })
    expect(await picture(at('VMs'))).toEqual(before)
    expect(viewOf(engine, id).config).toMatchObject({
      ...{ name: 'win', os: 'windows', memoryMiB: 192, cpus: 2, tpm: true, machine: 'q35' },
      firmware: { kind: 'uefi', secureBoot: false },
      disks: [{ path, bus: 'virtio', format: 'qcow2', managed: false }],
      // What it was installed from is out; what is fixed stays.
      cdroms: [{ path: at('VMs/win.iso') }],
      nics: [
        {
          model: 'virtio',
          network: {
            kind: 'user',
            forwards: [
              { protocol: 'tcp', hostPort: 8080, guestPort: 80, address: '127.0.0.1' },
              { protocol: 'udp' },
            ],
          },
        },
      ],
    })
    const { nvram, tpmDir } = home.paths.guest(id)
    expect(await readFile(join(tpmDir, 'tpm2-00.permall'), 'utf8')).toBe('sealed')
    tool('qemu-img', 'convert', '-O', 'raw', nvram, at('nvram.raw'))
    expect((await readFile(at('nvram.raw'))).includes('of the machine')).toBe(true)
    // Its TPM is not a real one.
    await rm(tpmDir, { recursive: true })
    await engine.start(id)
    expect(viewOf(engine, id)).toMatchObject({ state: 'running' })
    tool('qemu-img', 'convert', '-U', '-O', 'raw', nvram, at('nvram.raw'))
    expect((await readFile(at('nvram.raw'))).includes('of the machine')).toBe(true)
  })

  it('of Quickemu that was never started gets the disk that it would have had', async () => {
    await put(at('new.iso'), 'x')
    const text =
      'guest_os=linux\ndisk_img=new/disk.qcow2\niso=new.iso\ndisk_size=32M\nboot=legacy\n'
    const conf = await put(at('new.conf'), text)
    expect(await one('new')).toMatchObject({ disks: [], problem: null })
    const { id } = await engine.adopt({ path: conf, disks: 'use' })
    const path = home.paths.guest(id).disk('disk0')
    expect(viewOf(engine, id).config).toMatchObject({
      disks: [{ path, managed: true }],
      cdroms: [{ path: at('new.iso') }],
    })
    expect(JSON.parse(tool('qemu-img', 'info', '--output=json', path))).toMatchObject({
      'virtual-size': 32 * 1024 ** 2,
    })
    expect(existsSync(at('new'))).toBe(false)
  })

  it('leaves nothing here where it cannot be taken over', async () => {
    const path = await disk(at('a.qcow2'))
    const description = await libvirt('a', domain('a', diskXml(path) + diskXml(at('gone.qcow2'))))
    const { size } = await stat(path)
    const gone = engine.adopt({ path: description, disks: 'copy' })
    await expect(gone).rejects.toMatchObject({ code: 'DISK_MISSING' })
    const nothing = engine.adopt({ path: at('nothing.xml'), disks: 'use' })
    await expect(nothing).rejects.toMatchObject({ code: 'DISK_MISSING' })
    expect(engine.list()).toEqual([])
    expect((await readdir(home.paths.guestsDir)).filter((name) => name !== '.owner')).toEqual([])
    expect((await stat(path)).size).toBe(size)
  })
})
