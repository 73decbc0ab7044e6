import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DaemonFeature } from '../../../shared/domain/daemon.ts'
import { configure } from '../configure/configure.ts'
import { becoming, needsAccounts } from '../testing/accounts.ts'
import { configOf, fileWith } from '../testing/configs.ts'
import { builtDaemon } from '../testing/repository.ts'
import { type DaemonService, neededCapabilities, unitOf } from './capability-table.ts'
import { parseHeldCapabilities } from './held-capabilities.ts'

// The built launcher and program, installed where the accounts reach them.
let dir: string
let launcher: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-launcher-'))
  mkdirSync(join(dir, 'shown'))
  for (const name of ['guesthoused', 'guesthoused.cjs']) {
    copyFileSync(join(builtDaemon, name), join(dir, name))
  }
  launcher = join(dir, 'guesthoused')
  // In the place of Node where the service itself would start: it shows what the service would have.
  const real = process.execPath
  writeFileSync(
    join(dir, 'shown/node'),
    `#!/bin/sh\nif [ "$2" = needed ]; then exec "${real}" "$@"; fi\nexec cat /proc/self/status\n`,
    { mode: 0o755 },
  )
  spawnSync('chmod', ['-R', 'a+rX', dir])
})
afterAll(() => rmSync(dir, { recursive: true }))
beforeEach(needsAccounts)

const accountOf = { daemon: 'guesthoused', network: 'guesthouse-network' } as const
const commandOf = { daemon: 'run', network: 'network' } as const

/** Every combination of what changes the set of a service. */
const cases: { service: DaemonService; on: DaemonFeature[] }[] = [
  { service: 'daemon', on: [] },
  { service: 'daemon', on: ['separate-qemu-account'] },
  { service: 'daemon', on: ['separate-qemu-account', 'bridged-networking', 'nat-network'] },
  { service: 'daemon', on: ['bridged-networking'] },
  { service: 'network', on: [] },
  { service: 'network', on: ['bridged-networking'] },
  { service: 'network', on: ['nat-network'] },
  { service: 'network', on: ['bridged-networking', 'nat-network'] },
  { service: 'network', on: ['separate-qemu-account', 'nat-network'] },
]

/** What the unit with its drop-in would give the service, read from what `configure` writes. */
async function given(service: DaemonService, on: readonly DaemonFeature[]): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), 'gh-given-'))
  try {
    await configure(configOf(fileWith(on)), { configFile: '/etc/guesthouse/daemon.toml', root })
    const file = join(root, 'etc/systemd/system', `${unitOf[service]}.d/50-features.conf`)
    const unit = service === 'network' && on.length === 0 ? '' : readFileSync(file, 'utf8')
    const ambient = /^AmbientCapabilities=(\S.*)$/m.exec(unit)?.[1]?.split(' ') ?? []
    const bounding = /^CapabilityBoundingSet=(\S.*)$/m.exec(unit)?.[1]?.split(' ') ?? []
    expect(ambient).toEqual(bounding)
    return ambient
  } finally {
    rmSync(root, { recursive: true })
  }
}

/** Starts a service through the launcher with these capabilities. */
function launch(
  { service, on }: (typeof cases)[number],
  capabilities: readonly string[],
  { node = process.execPath, program = [launcher] } = {},
) {
  const file = join(dir, 'daemon.toml')
  writeFileSync(file, fileWith(on), { mode: 0o644 })
  const [command = '', ...args] = [
    ...becoming(accountOf[service], capabilities),
    ...[...program, commandOf[service], '--config', file],
  ]
  return spawnSync(command, args, {
    cwd: '/',
    encoding: 'utf8',
    env: {
      PATH: `${join(node, '..')}:${process.env['PATH']}`,
      // Nobody is to be met on the bus.
      DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${dir}/no-bus`,
    },
    timeout: 30_000,
  })
}

const shown = (): { node: string } => ({ node: join(dir, 'shown/node') })

describe('a service that the launcher starts', () => {
  it.each(cases)('holds what the table says: $service with $on', async (one) => {
    const needed = neededCapabilities(configOf(fileWith(one.on)), one.service)
    const { stdout, stderr } = launch(one, await given(one.service, one.on), shown())
    expect(stderr).toBe('')
    const { effective, permitted, ambient, bounding } = parseHeldCapabilities(stdout)
    expect({ effective, permitted, ambient, bounding }).toEqual({
      ...{ effective: needed, permitted: needed, ambient: needed, bounding: needed },
    })
    expect(stdout).toMatch(/^NoNewPrivs:\t1$/m)
    expect(stdout).not.toMatch(/^[UG]id:.*\b0\b/m)
  })

  const more = ['CAP_CHOWN', 'CAP_SETGID', 'CAP_SETUID', 'CAP_NET_ADMIN']
  it.each(cases)('loses what it does not need: $service with $on', (one) => {
    const needed = neededCapabilities(configOf(fileWith(one.on)), one.service)
    for (const capabilities of [more, [...more, 'CAP_SETPCAP']]) {
      const { stdout } = launch(one, capabilities, shown())
      const { effective, permitted, ambient, bounding } = parseHeldCapabilities(stdout)
      expect([effective, permitted, ambient]).toEqual([needed, needed, needed])
      const mayDrop = capabilities.includes('CAP_SETPCAP')
      expect(bounding).toEqual(mayDrop ? needed : more)
    }
  })

  it('is begun by its command, which comes first, and by none but that', () => {
    const [command, ...args] = [...becoming('guesthoused'), launcher, '--config', '/x', 'run']
    const { status, stderr } = spawnSync(command, args, { cwd: '/', encoding: 'utf8' })
    expect(stderr).toContain('The command comes first')
    expect(status).toBe(2)
  })

  it('ends as the configuration cannot be used', () => {
    writeFileSync(join(dir, 'bad.toml'), 'x', { mode: 0o644 })
    const [command, ...args] = [...becoming('guesthoused'), launcher, 'run', '--config']
    const { status, stderr } = spawnSync(command, [...args, join(dir, 'bad.toml')], {
      ...{ cwd: '/', encoding: 'utf8' },
    })
    expect(stderr).toContain('Line 1 of')
    expect(status).toBe(78)
  })
})

describe('the program', () => {
  it.each(['CAP_SETGID', 'CAP_SETUID'])('says what cannot be used without %s', (withheld) => {
    const all = ['CAP_SETGID', 'CAP_SETUID']
    const one = { service: 'daemon', on: ['separate-qemu-account'] } as const
    const start = (capabilities: readonly string[]) =>
      launch({ ...one, on: [...one.on] }, capabilities).stderr
    const warning = 'separate-qemu-account is on and cannot be used'
    expect(start(all.filter((name) => name !== withheld))).toContain(
      `${warning} {"missing":["${withheld}"]}`,
    )
    expect(start(all)).toContain('guesthoused.service starts')
    expect(start(all)).not.toContain(warning)
  })

  it('does not begin the network service without CAP_NET_ADMIN', () => {
    const { status, stderr } = launch({ service: 'network', on: ['nat-network'] }, [])
    expect(stderr).toContain(
      'nat-network is switched on, but the daemon was started without CAP_NET_ADMIN',
    )
    expect(status).toBe(77)
  })

  it('refuses what nobody took away from it', () => {
    const program = [process.execPath, join(dir, 'guesthoused.cjs')]
    const one = { service: 'daemon', on: [] } as const
    const { status, stderr } = launch({ ...one, on: [] }, ['CAP_SETUID'], { program })
    expect(stderr).toContain('started with CAP_SETUID, which nothing that is switched on needs')
    expect(status).toBe(77)
  })

  it('does not run as root', () => {
    const { status, stderr } = spawnSync(launcher, ['run'], { encoding: 'utf8', cwd: '/' })
    expect(stderr).toContain('The daemon guesthoused does not run as root.')
    expect(status).toBe(77)
  })
})
