import { mkdir, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { answerOn, freePort } from '../fixtures/ports.ts'
import { smallGuest } from '../fixtures/small-guests.ts'
import { untilReady } from '../fixtures/tiny-linux.ts'
import { Keeping } from '../pages/keeping.ts'
import { MainWindow } from '../pages/main-window.ts'

test('a running machine is reached through a port, which goes again, and gets a folder at its next start', async ({
  home,
  launch,
}, testInfo) => {
  const app = await launch()
  const window = new MainWindow(app.window)
  const keeping = new Keeping(app.window)
  const bridge = new Bridge(app.window)
  const id = await smallGuest(bridge, 'reached')
  // A first start finds out how passt is to be started; forwards change live from the second on.
  await bridge.call('guests.start', { id })
  await bridge.call('guests.powerOff', { id })
  await window.machine('reached').click()
  await window.button('Start').first().click()
  await expect(window.state('Running')).toBeVisible()
  await untilReady(window)
  await window.typeSerial(
    'udhcpc -i eth0 -q -n >/dev/null 2>&1; (nc -ll -p 22 -e cat &); echo serves-$((6*7))',
  )
  await expect.poll(() => window.serialText()).toContain('serves-42')
  const port = await freePort()

  await test.step('a forward holds at once, and the line that logs in is there', async () => {
    await keeping.tab('Sharing and network')
    await expect(app.window.getByText('To log in with SSH, forward a port')).toBeVisible()
    await keeping.button('Forward a port…').click()
    const dialog = app.window.getByRole('dialog', { name: 'Forward a port' })
    await expect(dialog.getByLabel('Port of this computer')).toHaveValue('2222')
    await dialog.getByLabel('Port of this computer').fill(String(port))
    await dialog.getByRole('button', { name: 'Forward', exact: true }).click()
    await expect(dialog).toBeHidden()
    await expect(app.window.getByText(`127.0.0.1:${port}`, { exact: true })).toBeVisible()
    await expect.poll(() => answerOn(port, 'hello')).toBe('hello')
    await app.window.getByLabel('User in the machine').fill('root')
    await expect(app.window.getByText(`ssh -p ${port} root@127.0.0.1`)).toBeVisible()
    await testInfo.attach('sharing', {
      body: await app.window.screenshot(),
      contentType: 'image/png',
    })
    await keeping.expectNoViolations()
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
    await dialog.getByRole('button', { name: 'Keep' }).click()
    await expect(dialog).toContainText(`The TCP port ${taken} of this computer is in use by`)
    other.close()
    await app.window.keyboard.press('Escape')
    await expect.poll(() => answerOn(port, 'still')).toBe('still')
  })

  await test.step('it goes as it came', async () => {
    await keeping.button(`Remove the forward of port ${port}`).click()
    await expect(keeping.button(`Remove the forward of port ${port}`)).toBeHidden()
    await expect.poll(() => answerOn(port, 'hello')).toBe('')
  })

  await test.step('a folder waits for the next start, and is in the machine then', async () => {
    const folder = join(home.dir, 'shared things')
    await mkdir(folder)
    await writeFile(join(folder, 'note'), 'from-the-host\n')
    await keeping.button('Share a folder…').click()
    const dialog = app.window.getByRole('dialog', { name: 'Share a folder' })
    await dialog.getByLabel('Folder', { exact: true }).fill(folder)
    await expect(dialog.getByLabel('Tag')).toHaveValue('shared-things')
    await dialog.getByRole('radio', { name: '9p' }).click()
    await dialog.getByRole('checkbox', { name: 'Read-only' }).click()
    await dialog.getByRole('button', { name: 'Share', exact: true }).click()
    await expect(app.window.getByText('after the next start')).toBeVisible()
    await expect(app.window.getByText(/install the package qemu-guest-agent/)).toBeVisible()

    await bridge.call('guests.powerOff', { id })
    const line = app.window.getByText(/mount -t 9p .*ro shared-things/)
    await expect(line).toBeVisible()
    await window.button('Start').first().click()
    await expect(window.state('Running')).toBeVisible()
    await untilReady(window)
    expect((await bridge.view(id)).runtime?.config.shares.map(({ tag }) => tag)).toEqual([
      'shared-things',
    ])
    await keeping.tab('Sharing and network')
    await expect(app.window.getByText('after the next start')).toBeHidden()
    await keeping.button('Stop sharing shared-things').click()
    await expect(app.window.getByText('until the machine stops')).toBeVisible()
  })
})
