import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { ovfText } from '../../electron/engine/provision/testing.test-support.ts'
import { expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { onlyGuestId } from '../fixtures/home.ts'
import { describePicture } from '../fixtures/picture.ts'
import { MainWindow } from '../pages/main-window.ts'
import { NewMachineDialog } from '../pages/new-machine.ts'

const MIB = 1024 * 1024
const tool = (...[name, ...args]: [string, ...string[]]): string =>
  execFileSync(name, args, { encoding: 'utf8' })

/** iPXE's disc, where Debian or the other distributions have it. */
const disc = ['/usr/lib/ipxe/ipxe.iso', '/usr/share/ipxe/ipxe.iso'].find((path) => existsSync(path))

function makeDisk(path: string): string {
  tool('qemu-img', 'create', '-q', '-f', 'qcow2', path, '16M')
  tool('qemu-io', '-c', 'write -P 7 1M 1M', path)
  return path
}

test('an installation image is dropped, and the machine starts from it', async ({ launch }) => {
  const { window: page } = await launch()
  const window = new MainWindow(page)
  const dialog = await NewMachineDialog.open(page)
  if (disc === undefined) throw new Error('ipxe.iso is missing')
  await dialog.drop(disc)
  await expect(dialog.found).toContainText('Installation image')
  await expect(dialog.found).toContainText(disc)
  await expect(dialog.dialog.getByLabel('Name', { exact: true })).toHaveValue('ipxe')
  await dialog.finish('Create and start')
  await expect(window.state('Running')).toBeVisible()
  await expect(window.screen).toHaveAttribute('data-state', 'connected')
  await expect
    .poll(async () => (await describePicture(page, await window.screenshotOfScreen())).drawn, {
      timeout: 60_000,
    })
    .toBeGreaterThan(0.002)
})

test('a disk image is used where it is, or copied', async ({ home, launch }) => {
  const { window: page } = await launch()
  const window = new MainWindow(page)
  const path = makeDisk(join(home.dir, 'web shop.qcow2'))
  const used = await NewMachineDialog.open(page)
  await used.type(path)
  await expect(used.found).toContainText('Disk image · qcow2 · 16 MiB')
  await used.finish('Create')
  const bridge = new Bridge(page)
  const id = await onlyGuestId(home.paths)
  expect((await bridge.config(id)).disks).toMatchObject([{ path, managed: false }])

  const copied = await NewMachineDialog.open(page)
  await copied.drop(path)
  await copied.dialog.getByRole('radio', { name: 'Make a copy' }).click()
  await copied.finish('Create')
  await expect(window.machine('web shop-2')).toBeVisible()
  const other = (await bridge.subscribe('guests')).find(({ name }) => name === 'web shop-2')
  const [disk] = other?.config?.disks ?? []
  expect(disk).toMatchObject({ managed: true, format: 'qcow2' })
  tool('qemu-io', '-r', '-c', 'read -P 7 1M 1M', disk?.path ?? '')

  await test.step('one that is typed as the disk shows what it builds on, to be agreed to', async () => {
    const base = makeDisk(join(home.dir, 'base.qcow2'))
    const top = join(home.dir, 'top.qcow2')
    tool('qemu-img', 'create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', base, top)
    const typed = (await NewMachineDialog.open(page)).dialog
    await typed.getByRole('radio', { name: 'Existing disk' }).click()
    await typed.getByLabel('Disk image', { exact: true }).fill(top)
    await expect(typed.getByText(base)).toBeVisible()
    await expect(typed.getByRole('button', { name: 'Create', exact: true })).toBeDisabled()
    await typed.getByLabel('Allow the machine to read this').click()
    await typed.getByRole('button', { name: 'Create', exact: true }).click()
    await expect(window.machine('top')).toBeVisible()
    const made = (await bridge.subscribe('guests')).find(({ name }) => name === 'top')
    expect(made?.config?.disks).toMatchObject([{ path: top, backing: [{ path: base }] }])
  })
})

test('an OVA becomes a machine with a disk of its own; a damaged one becomes nothing', async ({
  home,
  launch,
}) => {
  const { window: page } = await launch()
  const window = new MainWindow(page)
  const at = (name: string) => join(home.dir, name)
  makeDisk(at('disk.qcow2'))
  const vmdk = ['-O', 'vmdk', '-o', 'subformat=streamOptimized']
  tool('qemu-img', 'convert', ...vmdk, at('disk.qcow2'), at('disk.vmdk'))
  const bytes = Number(tool('stat', '-c', '%s', at('disk.vmdk')))
  const disks = [{ file: 'disk.vmdk', bytes, capacity: 16 }]
  await writeFile(at('vm.ovf'), ovfText({ disks, name: 'cloud appliance' }))
  const pack = (name: string, digest: string) => {
    tool('sh', '-c', `echo "SHA256(disk.vmdk)= ${digest}" > '${at('vm.mf')}'`)
    tool('tar', '-C', home.dir, '-cf', at(name), 'vm.ovf', 'vm.mf', 'disk.vmdk')
    return at(name)
  }
  const [digest = ''] = tool('sha256sum', at('disk.vmdk')).split(' ')

  const bad = await NewMachineDialog.open(page)
  await bad.drop(pack('bad.ova', '0'.repeat(64)))
  await expect(bad.found).toContainText('OVA archive')
  await bad.dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(bad.dialog.getByRole('alert')).toContainText('is not what its checksum says')
  await page.keyboard.press('Escape')

  const dialog = await NewMachineDialog.open(page)
  await dialog.drop(pack('good.ova', digest))
  await expect(dialog.found).toContainText('OVA archive · Debian GNU/Linux 12 (64-bit)')
  await expect(dialog.dialog.getByLabel('Memory')).toHaveValue('256')
  await dialog.finish('Create')
  await expect(window.machine('cloud appliance')).toBeVisible()
  // The only one: nothing is left of the other.
  const id = await onlyGuestId(home.paths)
  const { disks: made, memoryMiB, os } = await new Bridge(page).config(id)
  expect({ memoryMiB, os }).toEqual({ memoryMiB: 256, os: 'linux' })
  expect(made).toMatchObject([{ bus: 'sata', format: 'qcow2', managed: true }])
  tool('qemu-io', '-r', '-c', 'read -P 7 1M 1M', made[0]?.path ?? '')
})

test('a libvirt machine is taken over, and what changes is shown before', async ({
  home,
  launch,
}) => {
  const { window: page } = await launch({ colorScheme: 'dark' })
  const window = new MainWindow(page)
  const disk = makeDisk(join(home.dir, 'server.qcow2'))
  const xml = join(home.dir, 'server.xml')
  await writeFile(
    xml,
    `<domain type='kvm'><name>old server</name><memory unit='KiB'>${(300 * MIB) / 1024}</memory>
      <vcpu placement='static'>2</vcpu><os><type arch='x86_64' machine='pc-i440fx-7.2'>hvm</type></os>
      <devices><emulator>/usr/bin/qemu-system-x86_64</emulator>
      <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${disk}'/>
        <target dev='vda' bus='virtio'/></disk>
      <disk type='block' device='disk'><source dev='/dev/sdz'/><target dev='vdb' bus='virtio'/></disk>
      <interface type='network'><mac address='52:54:00:11:22:33'/><source network='default'/>
        <model type='virtio'/></interface>
      <serial type='pty'/><graphics type='spice'/></devices></domain>`,
  )
  const dialog = await NewMachineDialog.open(page)
  await dialog.drop(xml)
  await expect(dialog.found).toContainText('libvirt machine')
  await expect(dialog.dialog).toContainText('The disk vdb is not a file (block) and is left out.')
  await expect(dialog.dialog).toContainText('The network “default” becomes your own user network.')
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations).toEqual([])
  await dialog.dialog.getByRole('radio', { name: 'Use them where they are' }).click()
  await dialog.finish('Create')
  await expect(window.machine('old server')).toBeVisible()
  expect(await new Bridge(page).config(await onlyGuestId(home.paths))).toMatchObject({
    ...{ machine: 'i440fx', memoryMiB: 300, cpus: 2, serials: [{ id: 'serial0' }] },
    disks: [{ path: disk, managed: false, bus: 'virtio' }],
    nics: [{ mac: '52:54:00:11:22:33', network: { kind: 'user' } }],
  })
})
