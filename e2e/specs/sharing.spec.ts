import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { testGuest } from '../../scripts/test-guest/index.mjs'
import { expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { answerOn, freePort } from '../fixtures/ports.ts'
import { Keeping } from '../pages/keeping.ts'
import { MainWindow } from '../pages/main-window.ts'

/** A Debian with a guest agent, on a disk that keeps what differs from the shared image. */
async function systemGuest(bridge: Bridge, dir: string): Promise<string> {
  const { disk, readyLine: _, ...kernelBoot } = testGuest('system')
  const path = join(dir, 'system.qcow2')
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', disk, path])
  const { id } = await bridge.call('guests.create', {
    ...{ name: 'reached', memoryMiB: 768, cpus: 2, kernelBoot },
    disk: { kind: 'existing', path, acceptBacking: [disk] },
  })
  return id
}

test('a machine is reached through a port, and shares folders and files', async ({
  home,
  launch,
}, testInfo) => {
  const app = await launch()
  const window = new MainWindow(app.window)
  const keeping = new Keeping(app.window)
  const bridge = new Bridge(app.window)
  const id = await systemGuest(bridge, home.dir)
  // A first start finds out how passt is to be started; forwards change live from the second on.
  await bridge.call('guests.start', { id })
  await bridge.call('guests.powerOff', { id })
  await window.machine('reached').click()
  await keeping.tab('Sharing and network')
  const port = await freePort()
  const folder = join(home.dir, 'shared things')
  const at = (name: string) => join(home.dir, name)
  await mkdir(folder)
  await writeFile(join(folder, 'note'), 'from-the-host\n')

  await test.step('a folder is shared, and edited', async () => {
    await keeping.button('Share a folder…').click()
    const dialog = app.window.getByRole('dialog', { name: 'Share a folder' })
    await dialog.getByLabel('Folder', { exact: true }).fill(folder)
    await expect(dialog.getByLabel('Tag')).toHaveValue('shared-things')
    await dialog.getByRole('radio', { name: '9p' }).click()
    await dialog.getByRole('checkbox', { name: 'Read-only' }).click()
    await dialog.getByRole('button', { name: 'Share', exact: true }).click()
    await expect(app.window.getByText(/mount -t 9p .*ro shared-things/)).toBeVisible()
    await keeping.button('Edit the folder shared-things').click()
    const edit = app.window.getByRole('dialog', { name: 'Edit the shared folder' })
    await edit.getByRole('checkbox', { name: 'Read-only' }).click()
    await edit.getByRole('button', { name: 'Apply' }).click()
    await expect(app.window.getByText(/mount -t 9p .*[^o] shared-things/)).toBeVisible()
  })

  await test.step('a forward holds at once, and the line that logs in is there', async () => {
    await window.button('Start').first().click()
    await expect(window.state('Running')).toBeVisible()
    await expect(app.window.getByText('To log in with SSH, forward a port')).toBeVisible()
    await keeping.button('Forward a port…').click()
    const dialog = app.window.getByRole('dialog', { name: 'Forward a port' })
    await expect(dialog.getByLabel('Port of this computer')).toHaveValue('2222')
    await dialog.getByLabel('Port of this computer').fill(String(port))
    await dialog.getByRole('button', { name: 'Forward', exact: true }).click()
    await expect(dialog).toBeHidden()
    await expect(app.window.getByText(`127.0.0.1:${port}`, { exact: true })).toBeVisible()
    await app.window.getByLabel('User in the machine').fill('root')
    await expect(app.window.getByText(`ssh -p ${port} root@127.0.0.1`)).toBeVisible()
  })

  await test.step('a port that another program has is refused with its name, nothing changed', async () => {
    await keeping.button(`Edit the forward of port ${port}`).click()
    const dialog = app.window.getByRole('dialog', { name: 'Edit the forward' })
    await dialog.getByRole('radio', { name: 'Everybody who reaches this computer' }).click()
    await expect(dialog).toContainText('Others on your network can reach the machine then.')
    await dialog.getByRole('radio', { name: 'This computer only' }).click()
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const taken = (other.address() as AddressInfo).port
    await dialog.getByLabel('Port of this computer').fill(String(taken))
    await dialog.getByRole('button', { name: 'Apply' }).click()
    await expect(dialog).toContainText(`The TCP port ${taken} of this computer is in use by`)
    other.close()
    await app.window.keyboard.press('Escape')
    await expect(app.window.getByText(`127.0.0.1:${port}`, { exact: true })).toBeVisible()
  })

  await test.step('once its agent answers, the folder is mounted', async () => {
    await expect(app.window.getByText(/install the package qemu-guest-agent/)).toBeVisible()
    await expect(async () => {
      await keeping.button('Ask again').click()
      await expect(keeping.button('Copy in…')).toBeVisible({ timeout: 2_000 })
    }).toPass({ timeout: 150_000 })
    await keeping.button('Mount').click()
    await expect(app.window.getByText('It is at /mnt/shared-things in the machine.')).toBeVisible()
    await testInfo.attach('sharing', {
      body: await app.window.screenshot(),
      contentType: 'image/png',
    })
    await keeping.expectNoViolations()
  })

  await test.step('files go in and out through it, byte for byte, over none that is there', async () => {
    const sent = randomBytes(300_000)
    await writeFile(at('sent'), sent)
    await keeping.copyFile('in', at('sent'), '/mnt/shared-things/got')
    await expect(app.window.getByText('Copied to /mnt/shared-things/got')).toBeVisible()
    expect((await readFile(join(folder, 'got'))).equals(sent)).toBe(true)
    await writeFile(at('back'), 'mine')
    await keeping.copyFile('out', '/mnt/shared-things/note', at('back'))
    await expect(app.window.getByText(`The file ${at('back')} exists already.`)).toBeVisible()
    expect(await readFile(at('back'), 'utf8')).toBe('mine')
    await keeping.button('Replace it').click()
    await expect(app.window.getByText(`Copied to ${at('back')}.`)).toBeVisible()
    expect(await readFile(at('back'), 'utf8')).toBe('from-the-host\n')
  })

  await test.step('what listens in it answers at the port, until the forward is removed', async () => {
    await window.tab('Serial')
    await expect(window.serial).toHaveAttribute('data-state', 'connected')
    await window.typeSerial('systemd-socket-activate -l 22 --inetd -a cat & echo serves-$((6*7))')
    await expect.poll(() => window.serialText()).toContain('serves-42')
    await expect.poll(() => answerOn(port, 'hello')).toBe('hello')
    await keeping.tab('Sharing and network')
    await keeping.button(`Remove the forward of port ${port}`).click()
    await expect(keeping.button(`Remove the forward of port ${port}`)).toBeHidden()
    await expect.poll(() => answerOn(port, 'hello')).toBe('')
  })

  await test.step('a folder goes when the machine stops, and another comes at its next start', async () => {
    await keeping.button('Stop sharing shared-things').click()
    await expect(app.window.getByText('until the machine stops')).toBeVisible()
    await keeping.button('Share a folder…').click()
    const dialog = app.window.getByRole('dialog', { name: 'Share a folder' })
    await dialog.getByLabel('Folder', { exact: true }).fill(home.dir)
    await dialog.getByLabel('Tag').fill('home')
    await dialog.getByRole('button', { name: 'Share', exact: true }).click()
    await expect(app.window.getByText('after the next start')).toBeVisible()
    await bridge.call('guests.powerOff', { id })
    await expect(app.window.getByText('until the machine stops')).toBeHidden()
    await expect(app.window.getByText('after the next start')).toBeHidden()
    expect((await bridge.config(id)).shares.map(({ tag }) => tag)).toEqual(['home'])
  })
})
