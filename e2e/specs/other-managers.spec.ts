import { execFileSync } from 'node:child_process'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { testGuest } from '../../scripts/test-guest/index.mjs'
import { expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { untilReady } from '../fixtures/tiny-linux.ts'
import { MainWindow } from '../pages/main-window.ts'

const MIB = 1024 * 1024

test('a machine of libvirt is found and taken over, and starts with its own disk', async ({
  home,
  launch,
}) => {
  const { kernel, initrd, commandLine } = testGuest()
  const disk = join(home.dir, 'server.qcow2')
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', disk, '16M'])
  const folder = join(home.env['XDG_CONFIG_HOME'] ?? '', 'libvirt/qemu')
  const path = join(folder, 'server.xml')
  await mkdir(folder, { recursive: true })
  await writeFile(
    path,
    `<domain type='kvm'><name>server</name><memory unit='MiB'>256</memory><vcpu>1</vcpu>
      <os><type arch='x86_64' machine='q35'>hvm</type>
        <kernel>${kernel}</kernel><initrd>${initrd}</initrd><cmdline>${commandLine}</cmdline></os>
      <devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/>
        <source file='${disk}'/><target dev='vda' bus='virtio'/></disk>
        <serial type='pty'/><graphics type='vnc'/></devices></domain>`,
  )
  const app = await launch()
  const window = new MainWindow(app.window)
  const bridge = new Bridge(app.window)
  const [machine, ...others] = await bridge.call('provision.findMachines', undefined)
  expect(others).toEqual([])
  expect(machine).toMatchObject({
    ...{ origin: 'libvirt', path, name: 'server', taken: false, running: false, problem: null },
    disks: [{ path: disk }],
  })
  const { id } = await bridge.call('provision.adopt', { path, disks: 'use' })
  await window.machine('server').click()
  await window.button('Start').click()
  await expect(window.state('Running')).toBeVisible()
  await untilReady(window)
  expect((await bridge.config(id)).disks).toMatchObject([{ path: disk, managed: false }])
  expect(await bridge.call('provision.findMachines', undefined)).toMatchObject([{ taken: true }])
})

test('settings say where disks of new machines are, and what machines begin with', async ({
  home,
  launch,
}) => {
  const drive = join(home.dir, 'drive')
  await mkdir(drive)
  const app = await launch()
  const bridge = new Bridge(app.window)
  expect(await bridge.call('storage.folder', { path: drive })).toMatchObject({
    ...{ path: drive, writable: true, problem: null },
  })
  const told = await bridge.record('host')
  await bridge.subscribe('host')
  await bridge.call('settings.change', {
    storage: { disksFolder: drive },
    newMachines: { atLogout: 'shutdown', clipboard: 'both' },
    sound: { play: false },
  })
  // What the window says of free space is that of the folder.
  await expect.poll(async () => (await told()).at(-1)?.storage.path).toBe(drive)
  const { id } = await bridge.call('guests.create', {
    ...{ name: 'kept elsewhere', memoryMiB: 64, cpus: 1 },
    disk: { kind: 'new', sizeBytes: 16 * MIB },
  })
  const path = join(drive, `kept-elsewhere-${id}`, 'disk0.qcow2')
  expect(await bridge.config(id)).toMatchObject({
    ...{ atLogout: 'shutdown', clipboard: 'both', sound: null },
    disks: [{ path, managed: true }],
  })
  await bridge.call('guests.delete', { id, deleteDisks: true })
  expect(await readdir(drive)).toEqual([])

  await rm(drive, { recursive: true })
  const refused = await bridge.answer('guests.create', {
    ...{ name: 'nowhere', memoryMiB: 64, cpus: 1 },
    disk: { kind: 'new', sizeBytes: 16 * MIB },
  })
  expect(refused).toMatchObject({ ok: false, error: { code: 'DISKS_FOLDER_MISSING' } })
})
