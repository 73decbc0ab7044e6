import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import { PrivateLogin1 } from '../../electron/engine/logout/testing/private-login1.ts'
import { testGuest } from '../../scripts/test-guest/index.mjs'
import type { LogoutPolicy } from '../../shared/domain/guest-config.ts'
import { type App, expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { guestProcesses, type Home } from '../fixtures/home.ts'
import { smallGuest } from '../fixtures/small-guests.ts'
import { ActivityPage } from '../pages/activity-page.ts'
import { LeavingPage } from '../pages/leaving.ts'
import { MachineList } from '../pages/machine-list.ts'

const { readyLine } = testGuest()

/** Makes a tiny Linux that is left so, and starts it. */
async function started(bridge: Bridge, name: string, atLogout: LogoutPolicy): Promise<string> {
  const id = await smallGuest(bridge, name)
  await bridge.call('guests.configure', { id, config: { ...(await bridge.config(id)), atLogout } })
  await bridge.call('guests.start', { id })
  return id
}

const untilReady = (home: Home, id: string): Promise<void> =>
  expect
    .poll(() => readFile(home.paths.guest(id).serialLog('serial0'), 'utf8').catch(() => ''), {
      timeout: 60_000,
    })
    .toContain(readyLine)

/** The code that the app ends with. */
async function ended({ electron }: App): Promise<number | null> {
  const child = electron.process()
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}

const noted = (home: Home): Promise<string> =>
  readFile(home.paths.savedByLeavingFile, 'utf8').catch(() => '')

test('the session ends: each machine is left as it is set up, and what was saved is asked about', async ({
  home,
  launch,
}) => {
  const app = await launch()
  const bridge = new Bridge(app.window)
  const keeper = await started(bridge, 'keeper', 'save')
  const stopper = await started(bridge, 'stopper', 'shutdown')
  await untilReady(home, keeper)
  // Only then does it know its power button.
  await untilReady(home, stopper)

  await test.step('SIGTERM: the window says what is done, and the app ends in order', async () => {
    const page = new LeavingPage(app.window)
    // Held, so that the app does not end before it is looked at.
    const { pid } = (await bridge.view(stopper)).runtime ?? { pid: 0 }
    expect(pid).toBeGreaterThan(0)
    process.kill(pid, 'SIGSTOP')
    process.kill(app.pid, 'SIGTERM')
    await expect(page.overlay).toContainText('The session is ending')
    await expect(page.row('stopper')).toContainText('Shutting down…')
    process.kill(pid, 'SIGCONT')
    expect(await ended(app)).toBe(0)
    expect(await guestProcesses(home.paths)).toEqual([])
    expect(JSON.parse(await noted(home))).toEqual({ guests: [keeper] })
  })

  const second = await launch()
  const again = new Bridge(second.window)

  await test.step('the next start asks, and resumes it', async () => {
    const { question } = new LeavingPage(second.window)
    await expect(question).toContainText('Resume the saved machine?')
    await expect(question.getByRole('checkbox')).toHaveCount(1)
    await expect(question.getByRole('checkbox', { name: 'keeper' })).toBeChecked()
    const { violations } = await new AxeBuilder({ page: second.window })
      .setLegacyMode(true)
      .analyze()
    expect(violations).toEqual([])
    await second.window.keyboard.press('Enter')
    await expect(question).toBeHidden()
    expect((await again.view(keeper)).state).toBe('running')
    expect((await again.view(stopper)).state).toBe('stopped')
    expect(await noted(home)).toBe('')
  })

  await test.step('the journal says why', async () => {
    const activity = new ActivityPage(second.window)
    await activity.open()
    await expect(activity.entries.filter({ hasText: 'keeper' })).toContainText([
      'Resumed',
      'Saved because the session ended',
    ])
    await expect(activity.entries.filter({ hasText: 'stopper' }).first()).toContainText(
      'Shut down because the session ended',
    )
  })

  await test.step('“Save all and quit” saves what else is left running', async () => {
    const config = { ...(await again.config(keeper)), atLogout: 'leave' as const }
    await again.call('guests.configure', { id: keeper, config })
    await again.call('leaving.quit', undefined)
    expect(await ended(second)).toBe(0)
    expect(await guestProcesses(home.paths)).toEqual([])
  })

  await test.step('“Not now” is an answer too', async () => {
    const third = await launch()
    const { question } = new LeavingPage(third.window)
    await question.getByRole('button', { name: 'Not now' }).click()
    await expect(question).toBeHidden()
    await expect.poll(() => noted(home)).toBe('')
    expect((await new Bridge(third.window).view(keeper)).state).toBe('saved')
  })
})

test('a second SIGTERM ends the app at once: machines go on', async ({ home, launch }) => {
  const app = await launch()
  const bridge = new Bridge(app.window)
  // It has nothing in it that would heed a power button.
  const { id } = await bridge.call('guests.create', {
    ...{ name: 'deaf', memoryMiB: 256, cpus: 1, disk: { kind: 'none' } },
  })
  const config = { ...(await bridge.config(id)), atLogout: 'shutdown' as const }
  await bridge.call('guests.configure', { id, config })
  await bridge.call('guests.start', { id })
  const pids = await guestProcesses(home.paths)
  expect(pids).toHaveLength(1)
  process.kill(app.pid, 'SIGTERM')
  const page = new LeavingPage(app.window)
  await expect(page.row('deaf')).toContainText('Shutting down…')
  const { violations } = await new AxeBuilder({ page: app.window }).setLegacyMode(true).analyze()
  expect(violations).toEqual([])
  process.kill(app.pid, 'SIGTERM')
  expect(await ended(app)).toBe(0)
  expect(await guestProcesses(home.paths)).toEqual(pids)

  const second = await launch()
  await expect(new MachineList(second.window).cell('deaf')).toContainText('Running')
  await expect(new LeavingPage(second.window).question).toBeHidden()
})

test('without machines, and on SIGINT, the app ends and touches nothing', async ({
  home,
  launch,
}) => {
  const app = await launch()
  await expect(app.window.getByRole('button', { name: 'New machine' }).first()).toBeVisible()
  process.kill(app.pid, 'SIGTERM')
  expect(await ended(app)).toBe(0)
  const second = await launch()
  const bridge = new Bridge(second.window)
  await started(bridge, 'keeper', 'save')
  const pids = await guestProcesses(home.paths)
  process.kill(second.pid, 'SIGINT')
  expect(await ended(second)).toBe(0)
  expect(await guestProcesses(home.paths)).toEqual(pids)
})

test('the computer goes down: logind waits, and nothing is lost where it does not after all', async ({
  launch,
}) => {
  const login1 = await PrivateLogin1.start()
  const app = await launch({ env: login1.env })
  try {
    const bridge = new Bridge(app.window)
    const id = await started(bridge, 'keeper', 'save')
    const page = new LeavingPage(app.window)
    const taken = { lock: 'taken', what: 'shutdown', mode: 'delay' }
    await expect.poll(() => login1.locks).toMatchObject([taken])
    // Nothing outside of the app tells that it listens by now.
    await expect
      .poll(() => {
        login1.announce({ about: 'shutdown', before: true })
        return page.overlay.isVisible()
      })
      .toBe(true)
    await expect(page.overlay).toContainText('The computer is shutting down')
    await expect(page.row('keeper')).toContainText('Saved')
    await expect.poll(() => login1.locks).toMatchObject([taken, { lock: 'released' }])

    login1.announce({ about: 'shutdown', before: false })
    await expect(page.overlay).toBeHidden()
    await page.question.getByRole('button', { name: 'Resume 1 machine' }).click()
    await expect(page.question).toBeHidden()
    await expect.poll(async () => (await bridge.view(id)).state).toBe('running')
    // And it would be waited for again.
    await expect.poll(() => login1.locks.slice(2)).toMatchObject([taken])
  } finally {
    // Chromium ends itself where the system's bus is gone.
    await app.kill()
    await login1.stop()
  }
})
