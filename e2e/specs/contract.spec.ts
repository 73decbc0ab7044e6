import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { connectQmp } from '../../electron/engine/qmp/index.ts'
import type { GuestConfig } from '../../shared/domain/guest-config.ts'
import { noticeCatalogue } from '../../shared/domain/notices.ts'
import { testGuest } from '../../scripts/test-guest/index.mjs'
import { expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { guestProcesses } from '../fixtures/home.ts'
import { answerOn, freePort } from '../fixtures/ports.ts'
import { untilReady } from '../fixtures/tiny-linux.ts'
import { MainWindow } from '../pages/main-window.ts'

const MIB = 1024 * 1024

const withForward = (config: GuestConfig, hostPort: number, guestPort: number): GuestConfig => ({
  ...config,
  nics: config.nics.map((nic) => ({
    ...nic,
    network: {
      ...{ kind: 'user' as const, hostAccess: false },
      forwards: [{ protocol: 'tcp', address: '127.0.0.1', hostPort, guestPort }],
    },
  })),
})

test('a machine is changed while it runs, measured, taken back to a snapshot, saved and resumed', async ({
  home,
  launch,
}) => {
  const app = await launch()
  const window = new MainWindow(app.window)
  const bridge = new Bridge(app.window)
  const [first, second] = [join(home.dir, 'first.iso'), join(home.dir, 'second.iso')]
  for (const disc of [first, second]) await writeFile(disc, Buffer.alloc(MIB))
  const { readyLine: _, ...kernelBoot } = testGuest()
  const { id } = await bridge.call('guests.create', {
    ...{ name: 'workhorse', memoryMiB: 256, cpus: 1, cdrom: first, kernelBoot },
    disk: { kind: 'new', sizeBytes: 64 * MIB },
  })
  const paths = home.paths.guest(id)
  const monitor = join(home.dir, 'monitor')
  const port = await freePort()
  const off = await bridge.config(id)
  await bridge.call('guests.configure', {
    id,
    config: {
      ...withForward(off, port, 80),
      // A way to QEMU besides the app's own.
      extraArguments: ['-qmp', `unix:${monitor},server=on,wait=off`],
    },
  })
  await window.machine('workhorse').click()
  await window.button('Start').click()
  await expect(window.state('Running')).toBeVisible()
  const qmp = await connectQmp({ path: monitor })
  await untilReady(window)

  await test.step('what it goes without is said in the strip', async () => {
    await window.button('No sound').click()
    const sound = app.window.getByRole('dialog', { name: 'No sound' })
    await expect(sound).toContainText(noticeCatalogue.SOUND_NO_SERVER.message)
    await expect(sound).toContainText(noticeCatalogue.SOUND_NO_SERVER.next)
    const axe = await new AxeBuilder({ page: app.window }).setLegacyMode(true).analyze()
    expect(axe.violations).toEqual([])
    await app.window.keyboard.press('Escape')
    await app.window.getByRole('button', { name: /^\d notices?$/ }).click()
    await expect(app.window.getByText(noticeCatalogue.EXTRA_ARGUMENTS.message)).toBeVisible()
    await app.window.keyboard.press('Escape')
  })

  await test.step('a disc is changed now, memory at the next start', async () => {
    const config = await bridge.config(id)
    const cdroms = config.cdroms.map((drive) => ({ ...drive, path: second }))
    const changed = { ...config, cdroms, memoryMiB: 512 }
    expect(await bridge.call('guests.configure', { id, config: changed })).toEqual({
      ...{ applied: ['cdroms.cdrom0.path'], pending: ['memoryMiB'] },
    })
    expect(JSON.stringify(await qmp.execute('query-block'))).toContain(second)
    expect(JSON.stringify(await qmp.execute('query-block'))).not.toContain(first)
    expect((await bridge.view(id)).runtime?.config.memoryMiB).toBe(256)
  })

  await test.step('a port of this computer leads into it', async () => {
    await window.typeSerial(
      'udhcpc -i eth0 -q -n >/dev/null 2>&1; (nc -ll -p 80 -e cat &); echo serves-$((6*7))',
    )
    await expect.poll(() => window.serialText()).toContain('serves-42')
    await expect.poll(() => answerOn(port, 'hello')).toBe('hello')
    await window.button(/forward/).click()
    await expect(app.window.getByText(`127.0.0.1:${port} leads to port 80/tcp`)).toBeVisible()
    await app.window.keyboard.press('Escape')
    const addresses = await bridge.call('guests.addresses', { id })
    expect(addresses).toContainEqual(expect.objectContaining({ nic: 'net0' }))
  })

  await test.step('it is measured while somebody looks, and not after', async () => {
    const asked = async () =>
      (await readFile(paths.qemuLog, 'utf8')).split('query-blockstats').length
    await qmp.execute('human-monitor-command', {
      'command-line': 'trace-event handle_qmp_command on',
    })
    const before = await asked()
    const changes = await bridge.record('statistics')
    await bridge.subscribe('statistics')
    await expect
      .poll(async () =>
        (await changes()).some(({ samples }) =>
          samples.some(({ sample }) => sample.memoryBytes !== null && sample.cpuPercent !== null),
        ),
      )
      .toBe(true)
    expect(await asked()).toBeGreaterThan(before)
    await bridge.unsubscribe('statistics')
    const ended = { asked: await asked(), told: (await changes()).length }
    // More than two of the statistics' steps, by the guest's clock.
    await window.typeSerial('sleep 3; echo slept-$((6*7))')
    await expect.poll(() => window.serialText()).toContain('slept-42')
    // One question may have been on its way.
    expect(await asked()).toBeLessThanOrEqual(ended.asked + 1)
    expect((await changes()).length).toBe(ended.told)
  })

  const jobs = await bridge.record('jobs')
  const jobsSeen = async () =>
    (await jobs()).flatMap((change) =>
      change.type === 'put' ? [`${change.job.kind} ${change.job.state}`] : [],
    )

  await test.step('a snapshot brings back what was in its memory', async () => {
    await window.typeSerial('X=before')
    const taken = await bridge.call('snapshots.take', { id, name: 'calm', note: 'n', memory: true })
    const tree = await bridge.call('snapshots.list', { id })
    expect(tree).toMatchObject({ current: taken.id, snapshots: [{ name: 'calm', kind: 'memory' }] })
    expect(JSON.stringify(await qmp.execute('query-block'))).toContain('"snapshots"')
    await window.typeSerial('X=after; echo now-$X')
    await expect.poll(() => window.serialText()).toContain('now-after')
    await bridge.call('snapshots.revert', { id, snapshot: taken.id })
    await expect(window.state('Running')).toBeVisible()
    await window.typeSerial('echo again-$X')
    await expect.poll(() => window.serialText()).toContain('again-before')
    expect(await jobsSeen()).toEqual(expect.arrayContaining(['snapshot done', 'revert done']))
  })

  await test.step('it is saved, with its process gone, and goes on where it was', async () => {
    const [pid] = await guestProcesses(home.paths)
    await window.button('Save').click()
    await expect(window.state('Saved')).toBeVisible()
    expect(await jobsSeen()).toEqual(expect.arrayContaining(['save running', 'save done']))
    await expect.poll(() => guestProcesses(home.paths)).toEqual([])
    await window.tab('Screen')
    await expect(app.window.getByText('It goes on where it was.')).toBeVisible()
    await window.button('Resume').click()
    await expect(window.state('Running')).toBeVisible()
    expect(await guestProcesses(home.paths)).not.toEqual([pid])
    await window.tab('Serial')
    await window.typeSerial('echo still-$X')
    await expect.poll(() => window.serialText()).toContain('still-before')
    expect(await jobsSeen()).toContain('restore done')
  })

  await test.step('a saved state is discarded by choice', async () => {
    await window.button('Save').click()
    await expect(window.state('Saved')).toBeVisible()
    await window.moreAction('Discard saved state')
    await expect(app.window.getByRole('alertdialog')).toContainText('What was open in it is lost')
    await window.confirm('Discard')
    await expect(window.state('Off')).toBeVisible()
    expect(await guestProcesses(home.paths)).toEqual([])
  })
})

test('many machines are started and shut down, one that cannot be stopping no other', async ({
  home,
  launch,
}) => {
  const app = await launch()
  const bridge = new Bridge(app.window)
  const port = await freePort()
  const make = async (name: string, forwarded: boolean) => {
    const disk = { kind: 'none' } as const
    const { id } = await bridge.call('guests.create', { name, memoryMiB: 64, cpus: 1, disk })
    if (!forwarded) return id
    const config = await bridge.config(id)
    await bridge.call('guests.configure', { id, config: withForward(config, port, 22) })
    return id
  }
  const [a, b, c] = [
    await make('first', true),
    await make('second', false),
    await make('late', true),
  ]
  const unknown = '00000000-0000-4000-8000-000000000000'
  await bridge.call('guests.start', { id: a })
  expect(await bridge.call('guests.startMany', { ids: [b, unknown, c] })).toMatchObject([
    { id: b, ok: true },
    { id: unknown, ok: false, error: { code: 'GUEST_NOT_FOUND' } },
    { id: c, ok: false, error: { code: 'PORT_TAKEN', params: { port, holder: /first/ } } },
  ])
  expect(await guestProcesses(home.paths)).toHaveLength(2)
  expect(await bridge.call('guests.saveMany', { ids: [a] })).toEqual([{ id: a, ok: true }])
  expect((await bridge.view(a)).state).toBe('saved')
  expect(await bridge.call('guests.shutdownMany', { ids: [b, c] })).toMatchObject([
    { id: b, ok: true },
    { id: c, ok: false, error: { code: 'GUEST_WRONG_STATE' } },
  ])
  await bridge.call('guests.powerOff', { id: b })
  expect(await guestProcesses(home.paths)).toEqual([])

  const config = await bridge.config(b)
  await bridge.call('guests.configure', { id: b, config: { ...config, autostart: true } })
  await app.quit()
  await launch({ args: ['--at-login'] })
  await expect.poll(() => guestProcesses(home.paths)).toHaveLength(1)
})

test('damaged input is refused in sentences', async ({ home, launch }) => {
  const app = await launch()
  const bridge = new Bridge(app.window)
  const disk = { kind: 'new', sizeBytes: 16 * MIB } as const
  const { id } = await bridge.call('guests.create', { name: 'x', memoryMiB: 64, cpus: 1, disk })
  const config = await bridge.config(id)
  const [nic] = config.nics
  const port = { protocol: 'tcp', address: '127.0.0.1', hostPort: 70_000, guestPort: 1 }
  const refused: readonly (readonly [string, unknown])[] = [
    ['guests.configure', { id, config: { ...config, memoryMiB: -1 } }],
    ['guests.configure', { id, config: { ...config, disks: [{ id: '../../x' }] } }],
    [
      'guests.configure',
      {
        id,
        config: { ...config, nics: [{ ...nic, network: { kind: 'user', forwards: [port] } }] },
      },
    ],
    ['guests.configure', { id, config: { ...config, extraArguments: ['a\nb'] } }],
    ['guests.startMany', { ids: ['x'] }],
    ['leaving.stop', { then: 'burn' }],
    ['snapshots.take', { id, name: ' ', memory: true }],
    ['snapshots.revert', { id, snapshot: '../x' }],
    ['storage.create', { id, sizeBytes: 1e300 }],
    ['storage.grow', { id, disk: '../x', sizeBytes: MIB }],
    ['storage.inspect', { path: 'relative' }],
    ['agent.copyIn', { id, from: 'relative', to: '/x', overwrite: false }],
    ['sharing.mount', { id, share: '-x' }],
    ['consoles.open', { id, console: { kind: 'serial', device: '../qmp' }, token: id }],
    ['jobs.cancel', { id: '1' }],
    ['dialogs.pickNewFile', { name: 'a\0b' }],
  ]
  for (const [method, input] of refused) {
    const answer = await bridge.answer(method, input)
    expect(answer, method).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } })
  }

  const damaged = join(home.dir, 'damaged.qcow2')
  await writeFile(
    damaged,
    Buffer.concat([Buffer.from('QFI\xfb', 'latin1'), Buffer.alloc(600, 0xff)]),
  )
  await writeFile(home.paths.guest(id).snapshotsFile, '{"schema":')
  const sentences: readonly (readonly [string, unknown])[] = [
    ['storage.inspect', { path: home.dir }],
    [
      'guests.create',
      { name: 'y', memoryMiB: 64, cpus: 1, disk: { kind: 'existing', path: damaged } },
    ],
    ['storage.import', { id, path: damaged, how: 'use' }],
    ['snapshots.list', { id }],
  ]
  for (const [method, input] of sentences) {
    const answer = await bridge.answer(method, input)
    const sentence: unknown = expect.stringMatching(/^[A-Z/].*\.$/)
    expect(answer, method).toMatchObject({
      ok: false,
      error: { message: sentence, next: sentence },
    })
    expect(answer, method).not.toMatchObject({ error: { code: 'INTERNAL' } })
  }
  const unchanged = await bridge.config(id)
  expect(unchanged).toEqual(config)
})
