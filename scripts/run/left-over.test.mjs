import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { endLeftOver } from './left-over.mjs'

/** @type {string} */
let dir
/** @type {import('node:child_process').ChildProcess[]} */
const children = []
beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'gh-'))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(dir, { recursive: true })
})

/**
 * A process that has a program's name and waits.
 * @param {string} name
 * @param {readonly string[]} args @param {NodeJS.ProcessEnv} env
 */
async function start(name, args, env) {
  const program = path.join(dir, name)
  if (!existsSync(program)) symlinkSync('/bin/sh', program)
  const options = { argv0: 'sh', env, stdio: /** @type {const} */ (['pipe', 'pipe', 'ignore']) }
  const child = spawn(program, ['-c', 'echo; read -r line', name, ...args], options)
  children.push(child)
  await once(child.stdout, 'data')
  return child
}

it('ends what a run leaves behind, and says what it was', { timeout: 20_000 }, async () => {
  const programs = [
    ...['qemu-system-x86_64', 'passt', 'passt.avx2', 'swtpm', 'virtiofsd', 'pulseaudio'],
    ...['dbus-daemon', 'gdbus', 'systemd-inhibit', 'electron'],
  ]
  // Some by their environment, as a program without arguments, and some by their command line.
  const started = await Promise.all(
    programs.map((name, index) =>
      index % 2 === 0 ? start(name, [], { HOME: dir }) : start(name, [`--in=${dir}`], {}),
    ),
  )
  const ended = started.map((child) => once(child, 'exit'))
  const told = await endLeftOver(dir)
  expect(told).toHaveLength(programs.length)
  for (const { pid, spawnargs } of started) {
    const command = spawnargs.join(' ').slice(0, 200)
    expect(told).toContain(`${String(pid)} ${command}`)
  }
  for (const exit of ended) expect(await exit).toEqual([null, 'SIGKILL'])
})

it('leaves alone what the session itself stops, and what is not of the run', async () => {
  const kept = await Promise.all([
    start('Xvfb', ['-auth', `${dir}/Xauthority`], {}),
    start('dbus-daemon', ['--session', '--print-address=3'], { TMPDIR: dir }),
    start('dbus-daemon', [`--address=unix:path=${dir}/at-spi/bus_99`], {}),
    start('dconf-service', [], { HOME: dir }),
  ])
  expect(await endLeftOver(dir)).toEqual([])
  const elsewhere = mkdtempSync(path.join(os.tmpdir(), 'gh-'))
  try {
    kept.push(await start('passt', [], { HOME: dir }))
    expect(await endLeftOver(elsewhere)).toEqual([])
  } finally {
    rmSync(elsewhere, { recursive: true })
  }
  expect(kept.map(({ signalCode }) => signalCode)).toEqual(kept.map(() => null))
})
