import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { resolveRuntime } from '../../scripts/electron-runtime/index.mjs'
import { root } from '../../scripts/lib/paths.mjs'
import { hostCheckIds, hostCheckViewSchema } from '../../shared/domain/host-check.ts'
import { hostCheckWords } from '../../shared/i18n/en/host-check-words.ts'
import { expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import type { Home } from '../fixtures/home.ts'

/** ms for a computer on which everything has to be found out first. */
const LIMIT = 100_000

interface Ended {
  readonly code: number | null
  readonly stdout: string
}

/** The app on a terminal, with neither a display nor a bus. */
async function check(home: Home, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { executable } = await resolveRuntime()
  const { DISPLAY: _, WAYLAND_DISPLAY: __, DBUS_SESSION_BUS_ADDRESS: ___, ...rest } = process.env
  return new Promise<Ended>((resolve) => {
    const options = { env: { ...rest, ...home.env, LANG: 'C.UTF-8', ...env }, timeout: LIMIT }
    execFile(executable, [root, ...args], options, (error, stdout) => {
      // Whoever is ended by a signal has no code.
      const failed = typeof error?.code === 'number' ? error.code : null
      resolve({ code: error === null ? 0 : failed, stdout })
    })
  })
}

test.describe('guesthouse --check', () => {
  test('prints every row without a display, and leaves the guests’ store alone', async ({
    home,
  }) => {
    const { code, stdout } = await check(home, ['--check'])
    expect(code).toBe(0)
    for (const id of hostCheckIds) expect(stdout).toContain(` ${hostCheckWords.rows[id]} `)
    expect(stdout).toMatch(/^✓ QEMU +Good +QEMU \d+\.\d+\.\d+ is installed \(.*\)\.$/m)
    expect(stdout.trimEnd()).toMatch(/\n\n(Good|Limited|Missing|Not checked): \d+[^\n]*$/)
    expect(existsSync(home.paths.dataDir)).toBe(false)
  })

  test('is one document with --json, beside an app that runs', async ({ home, launch }) => {
    const app = await launch()
    const { code, stdout } = await check(home, ['--check', '--json'])
    expect(code).toBe(0)
    const view = hostCheckViewSchema.parse(JSON.parse(stdout))
    expect(view.state).toBe('done')
    expect(view.rows.map(({ id }) => id)).toEqual(hostCheckIds)
    expect(view.rows.every(({ verdict, took }) => verdict !== null && took !== null)).toBe(true)
    expect(app.isRunning()).toBe(true)
  })

  test('fails where QEMU is missing, in the person’s language', async ({ home }) => {
    const empty = join(home.dir, 'empty')
    await mkdir(empty)
    const { code, stdout } = await check(home, ['--check'], { PATH: empty, LANG: 'de_DE.UTF-8' })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^✕ QEMU +Fehlt +QEMU ist nicht installiert\.$/m)
    expect((await check(home, ['--check', '--loudly'])).code).toBe(2)
  })
})

test('the window is told row by row, and has no command run but by polkit itself', async ({
  home,
  launch,
}) => {
  const bin = join(home.dir, 'bin')
  const ran = join(home.dir, 'ran')
  await mkdir(bin)
  await writeFile(join(bin, 'pkexec'), `#!/bin/sh\ntouch ${ran}\n`)
  await chmod(join(bin, 'pkexec'), 0o755)
  const app = await launch({ env: { PATH: [bin, process.env['PATH']].join(delimiter) } })
  const bridge = new Bridge(app.window)
  const told = await bridge.record('hostCheck')
  expect(await bridge.subscribe('hostCheck')).toMatchObject({ state: 'not-run', rows: [] })
  await bridge.call('hostCheck.run', {})
  await expect.poll(async () => (await told()).at(-1)?.state, { timeout: LIMIT }).toBe('done')
  const views = (await told()).map((view) => hostCheckViewSchema.parse(view))
  const known = views.map(({ rows }) => rows.filter(({ verdict }) => verdict !== null).length)
  expect(known).toEqual([0, ...hostCheckIds.map((_, index) => index + 1)])
  const sound = views.at(-1)?.rows.find(({ id }) => id === 'sound')
  expect(sound?.verdict).toBe('missing')
  const mends = views.at(-1)?.rows.flatMap((row) => row.mends) ?? []
  expect(mends.filter(({ doable }) => doable)).toEqual([])
  // One that was shown, one that was not, and one that is none.
  for (const mend of [sound?.mends[0]?.id ?? 'install-sound-server', 'kvm-rule']) {
    const answer = await bridge.answer('hostCheck.mend', { id: 'sound', mend })
    expect(answer).toMatchObject({ ok: false, error: { code: 'MEND_UNAVAILABLE' } })
  }
  const command = { id: 'sound', mend: 'sh -c reboot' }
  expect(await bridge.answer('hostCheck.mend', command)).toMatchObject({ ok: false })
  expect(existsSync(ran)).toBe(false)
  const daemons = await bridge.call('hostCheck.systemDaemons', undefined)
  expect(daemons.map(({ kind }) => kind)).toEqual(['guesthoused', 'libvirt'])
})
