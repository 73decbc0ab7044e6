import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DaemonFeature, daemonFeatures } from '../../../shared/domain/daemon.ts'
import { combinations, configOf, fileWith, usbDevice } from '../testing/configs.ts'
import { asset } from '../testing/repository.ts'
import { configure } from './configure.ts'

const units = ['guesthoused.service', 'guesthouse-network.service'] as const

/** The most that systemd-analyze may find, of 10: with nothing on, with one feature, and with all. */
const most = { none: 1.3, any: 2 }

/** A computer with the shipped units and what `configure` writes beside them. */
let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gh-units-'))
  const system = join(root, 'usr/lib/systemd/system')
  await mkdir(system, { recursive: true })
  for (const unit of units) await copyFile(asset(`systemd/${unit}`), join(system, unit))
})
afterEach(() => rm(root, { recursive: true }))

async function exposure(unit: string): Promise<number> {
  const args = ['security', '--offline=true', '--no-pager', `--root=${root}`, unit]
  const { stdout } = await promisify(execFile)('systemd-analyze', args)
  const [, level] = /Overall exposure level for \S+: (\d+\.\d+)/.exec(stdout) ?? []
  if (level === undefined) throw new Error(`systemd-analyze printed: ${stdout}`)
  return Number(level)
}

const configured = (on: readonly DaemonFeature[], more = usbDevice) =>
  configure(configOf(fileWith(on, more)), { configFile: '/etc/guesthouse/daemon.toml', root })

describe('systemd-analyze security', () => {
  it('finds little in what is shipped, and with nothing on', async () => {
    for (const unit of units) expect(await exposure(unit)).toBeLessThanOrEqual(most.none)
    await configured([])
    for (const unit of units) expect(await exposure(unit)).toBeLessThanOrEqual(most.none)
  })

  it.each(daemonFeatures.map((feature) => ({ feature })))(
    'with $feature alone',
    async ({ feature }) => {
      await configured([feature])
      for (const unit of units) expect(await exposure(unit)).toBeLessThanOrEqual(most.any)
    },
  )

  it('with every feature, devices and storage', async () => {
    const storage = '\n[storage]\ndirectories = ["/srv/vm", "/home/vm"]\n'
    await configured(combinations.at(-1) ?? [], `${usbDevice}${storage}`)
    for (const unit of units) expect(await exposure(unit)).toBeLessThanOrEqual(most.any)
  })

  it('tells a service that is root from ours', async () => {
    await writeFile(
      join(root, 'usr/lib/systemd/system/root.service'),
      '[Service]\nExecStart=/usr/bin/true\n',
    )
    expect(await exposure('root.service')).toBeGreaterThan(9)
  })
})

describe('the system calls', () => {
  /** Those that a set of systemd's holds, with what the sets in it hold. */
  function inSet(set: string): string[] {
    const printed = execFileSync('systemd-analyze', ['syscall-filter', '--no-pager', set], {
      encoding: 'utf8',
    })
    const [, , ...lines] = printed
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
    return lines.flatMap((line) => (line.startsWith('@') ? inSet(line) : [line]))
  }

  /** Those that a unit may make, as systemd reads its lines (systemd.exec(5)). */
  function allowed(unit: string): Set<string> {
    const calls = new Set<string>()
    for (const [, lists = ''] of readFileSync(asset(`systemd/${unit}`), 'utf8').matchAll(
      /^SystemCallFilter=(.*)$/gm,
    )) {
      const denied = lists.startsWith('~')
      for (const name of lists.replace('~', '').split(' ')) {
        for (const call of name.startsWith('@') ? inSet(name) : [name]) {
          if (denied) calls.delete(call)
          else calls.add(call)
        }
      }
    }
    return calls
  }

  it('are those that setpriv, the hand-over of files and QEMU’s own sandbox are made of', () => {
    const calls = allowed('guesthoused.service')
    const needed = [
      ...['capset', 'prctl', 'setgroups', 'setresgid', 'setresuid', 'execve', 'seccomp'],
      ...[
        'fchown',
        'chown',
        'fchmod',
        'chmod',
        'setxattr',
        'kill',
        'memfd_create',
        'io_uring_setup',
      ],
    ]
    expect(needed.filter((call) => !calls.has(call))).toEqual([])
    const never = ['mount', 'pivot_root', 'ptrace', 'bpf', 'init_module', 'reboot', 'setpriority']
    expect(never.filter((call) => calls.has(call))).toEqual([])
  })

  it('of the network service are fewer', () => {
    const calls = allowed('guesthouse-network.service')
    const needed = ['capset', 'prctl', 'chmod', 'ioctl', 'socket', 'sendmsg', 'execve']
    expect(needed.filter((call) => !calls.has(call))).toEqual([])
    const never = ['chown', 'setresuid', 'setgroups', 'mount', 'ptrace', 'bpf', 'reboot']
    expect(never.filter((call) => calls.has(call))).toEqual([])
  })
})

describe('systemd-analyze verify', () => {
  /** What systemd says of the units; nothing where they are right. */
  function complaints(): string[] {
    const paths = units.map((unit) => join(root, 'usr/lib/systemd/system', unit))
    const options = ['--man=no', '--recursive-errors=no', '--generators=no', `--root=${root}`]
    const script = 'systemd-analyze verify "$@" 2>&1 || true'
    const said = execFileSync('sh', ['-c', script, 'sh', ...options, ...paths], {
      encoding: 'utf8',
    })
    return said.split('\n').filter(Boolean)
  }

  beforeEach(async () => {
    await mkdir(join(root, 'usr/bin'))
    await writeFile(join(root, 'usr/bin/guesthoused'), '#!/bin/sh\n')
    await chmod(join(root, 'usr/bin/guesthoused'), 0o755)
    // What the units stand between.
    for (const unit of ['sysinit.target', 'basic.target', 'shutdown.target', 'multi-user.target']) {
      await writeFile(join(root, 'usr/lib/systemd/system', unit), '[Unit]\n')
    }
    const socket = '[Socket]\nListenStream=/run/dbus/system_bus_socket\n'
    await writeFile(join(root, 'usr/lib/systemd/system/dbus.socket'), socket)
    const dbus = '[Service]\nExecStart=/usr/bin/guesthoused\n'
    await writeFile(join(root, 'usr/lib/systemd/system/dbus.service'), dbus)
  })

  it('knows every line, by every combination of the features that changes one', async () => {
    const storage = `\n[storage]\ndirectories = ["/srv/virtual machines", "/srv/o'brien", "/home/100 %"]\n`
    for (const on of combinations.filter(
      (features) => !features.includes('autostart') && !features.includes('import-files'),
    )) {
      await configured(on, `${usbDevice}${storage}`)
      expect(complaints()).toEqual([])
    }
  })

  it('complains of a line that it does not know', async () => {
    await configured([])
    const dropIn = join(root, 'etc/systemd/system/guesthoused.service.d/60-wrong.conf')
    await writeFile(dropIn, '[Service]\nAmbientCapability=CAP_SETUID\n')
    expect(complaints().join('\n')).toContain('AmbientCapability')
  })
})
