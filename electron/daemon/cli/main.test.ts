import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { silentLogger } from '../../platform/logger.ts'
import { fileWith } from '../testing/configs.ts'
import { type CliContext, main } from './main.ts'

let dir: string
let file: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-cli-'))
  file = join(dir, 'daemon.toml')
})
afterEach(() => rm(dir, { recursive: true }))

interface Surroundings {
  readonly uid?: number
  readonly held?: readonly string[]
  readonly context?: Partial<CliContext>
}

/** What a command prints, complains of, ends with, and starts. */
async function guesthoused(
  argv: readonly string[],
  { uid = 1000, held = [], context = {} }: Surroundings = {},
) {
  const told = { out: '', err: '', started: [] as unknown[] }
  const sets = { effective: held, permitted: held, ambient: held, bounding: held }
  const code = await main(argv, {
    ...{ version: '1.2.3', uid, logger: silentLogger },
    held: () => Promise.resolve(sets),
    print: (text) => {
      told.out += text
    },
    complain: (text) => {
      told.err += text
    },
    busStatus: () => Promise.resolve(null),
    services: {
      daemon: async ({ facts, gate }) => {
        expect(facts.version).toBe('1.2.3')
        const missing = gate.status().flatMap((status) => status.missing)
        told.started.push(['daemon', facts.capabilities, missing])
      },
      network: async ({ settings }) => {
        told.started.push(['network', settings])
      },
    },
    ...context,
  })
  return { ...told, code }
}

describe('the command line', () => {
  it('prints its help and version', async () => {
    await expect(guesthoused(['--version'])).resolves.toMatchObject({
      ...{ out: 'guesthoused 1.2.3\n', code: 0 },
    })
    const { out, code } = await guesthoused(['configure', '--help'])
    expect(out).toContain('Usage: guesthoused [run ')
    expect(code).toBe(0)
  })

  it.each([
    [['start'], 'There is no command “start”'],
    [['toString'], 'There is no command “toString”'],
    [['run', 'now'], '“run” takes no operand'],
    [['run', '--root', '/x'], '“run” takes no --root'],
    [['status', '--config', '/x'], '“status” takes no --config'],
    [['needed'], '“needed” takes daemon or network'],
    [['needed', 'qemu'], '“needed” takes daemon or network'],
    [['capabilities', '--config='], 'A path is empty'],
    [['--frobnicate'], "Unknown option '--frobnicate'"],
    [['--config', '/x'], 'The command comes first'],
    [['--config', '/x', 'run'], 'The command comes first'],
    [['run', '--config'], "Option '--config <value>' argument missing"],
  ])('says what is wrong with %j', async (argv, reason) => {
    const { err, out, code, started } = await guesthoused(argv)
    expect(err).toBe(`guesthoused: ${reason}.\nSee: guesthoused --help\n`)
    expect([out, code, started]).toEqual(['', 2, []])
  })

  it('names file, line, reason and what to do of a configuration that it cannot use', async () => {
    await writeFile(file, '\nx = 1\n[y]\n')
    for (const command of [['run'], ['network'], ['capabilities'], ['needed', 'daemon']]) {
      const { err, code, started } = await guesthoused([...command, '--config', file])
      expect(err).toBe(
        `guesthoused: Line 2 of ${file} cannot be used: there is no table or key “x”.\n` +
          'Correct the file, then run “guesthoused configure”.\n' +
          '  line 3: there is no table or key “y”\n',
      )
      expect([code, started]).toEqual([78, []])
    }
  })
})

describe('capabilities', () => {
  it('says what each feature costs, whether it is on, and what the services need', async () => {
    await writeFile(file, fileWith(['separate-qemu-account', 'autostart']))
    const { out, code } = await guesthoused(['capabilities', '--config', file])
    expect(out).toMatch(
      /^separate-qemu-account +on +guesthoused\.service +CAP_SETGID CAP_SETUID +\S/m,
    )
    expect(out).toMatch(/^bridged-networking +off +guesthouse-network\.service +CAP_NET_ADMIN +\S/m)
    expect(out).toMatch(/^autostart +on +guesthoused\.service +none +\S/m)
    expect(out).toMatch(/^guesthoused\.service +CAP_SETGID CAP_SETUID$/m)
    expect(out).toMatch(/^guesthouse-network\.service +it does not run$/m)
    expect(out).not.toMatch(/ $/m)
    expect(code).toBe(0)
  })
})

describe('run', () => {
  const missing = join(tmpdir(), 'gh-none/daemon.toml')
  const run = (surroundings: Surroundings, argv = ['run', '--config', missing]) =>
    guesthoused(argv, surroundings)

  it('is what is done where nothing is asked for, with what it lacks in the gate', async () => {
    await expect(run({}, [])).resolves.toMatchObject({
      ...{ code: 0, err: '' },
      started: [['daemon', [], ['CAP_SETGID', 'CAP_SETUID']]],
    })
    await expect(run({ held: ['CAP_SETGID', 'CAP_SETUID'] })).resolves.toMatchObject({
      started: [['daemon', ['CAP_SETGID', 'CAP_SETUID'], []]],
    })
  })

  it('refuses root, and what is held for nothing', async () => {
    const root = await run({ uid: 0 })
    expect(root).toMatchObject({ code: 77, started: [] })
    expect(root.err).toContain('The daemon guesthoused does not run as root.')
    const network = await guesthoused(['network', '--config', missing], { uid: 0 })
    expect(network.err).toContain('systemctl start guesthouse-network.service')
    const odd = await run({ held: ['CAP_SETUID', 'CAP_NET_ADMIN', 'CAP_CHOWN'] })
    expect(odd).toMatchObject({ code: 77, started: [] })
    expect(odd.err).toContain('with CAP_NET_ADMIN, CAP_CHOWN, which')
  })

  it('ends with what a service says of its end', async () => {
    const daemon = () => Promise.reject(new GuesthouseError('INTERNAL', {}, new Error('no bus')))
    const context = { services: { daemon, network: daemon } }
    const { code, err } = await run({ context })
    expect(code).toBe(1)
    expect(err).toContain('  no bus\n')
  })
})

describe('network', () => {
  const network = async (on: Parameters<typeof fileWith>[0], held: readonly string[]) => {
    await writeFile(file, fileWith(on, '[network]\nbridges = ["lan"]\ntaps-per-user = 2\n'))
    return guesthoused(['network', '--config', file], { held })
  }

  it('starts with its settings where something that is on needs it', async () => {
    const settings = { bridges: ['lan'], tapsPerUser: 2, tapsPerBridge: 64 }
    for (const on of [['bridged-networking'], ['nat-network']] as const) {
      await expect(network(on, ['CAP_NET_ADMIN'])).resolves.toMatchObject({
        ...{ code: 0, started: [['network', settings]] },
      })
    }
  })

  it('does not start where nothing needs it, or without its capability', async () => {
    const off = await network(['separate-qemu-account'], [])
    expect(off).toMatchObject({ code: 78, started: [] })
    expect(off.err).toContain('bridged-networking is switched off')
    const bare = await network(['nat-network'], [])
    expect(bare).toMatchObject({ code: 77, started: [] })
    expect(bare.err).toContain(
      'nat-network is switched on, but the daemon was started without CAP_NET_ADMIN',
    )
    await expect(network([], ['CAP_NET_ADMIN'])).resolves.toMatchObject({ code: 77, started: [] })
  })
})

describe('needed', () => {
  it('prints what setpriv is given', async () => {
    const held = ['CAP_SETGID', 'CAP_SETUID', 'CAP_SETPCAP']
    await expect(guesthoused(['needed', 'network'], { held })).resolves.toMatchObject({
      out: '--bounding-set=-all --inh-caps=-all --ambient-caps=-all --no-new-privs\n',
    })
  })
})

describe('configure', () => {
  it('is root’s, unless it is of another root', async () => {
    const refused = await guesthoused(['configure', '--config', file])
    expect(refused).toMatchObject({ code: 77, out: '' })
    expect(refused.err).toContain('sudo guesthoused configure')
    await writeFile(file, '')
    const done = await guesthoused(['configure', '--config', file, '--root', dir])
    const path = '/etc/systemd/system/guesthoused.service.d/50-features.conf'
    expect(done).toMatchObject({ code: 0, err: '', out: `written  ${path}\n` })
    expect(await readFile(join(dir, path), 'utf8')).toContain(`from ${file};`)
  })
})

describe('status', () => {
  it('tells whether the daemon runs, and as whom', async () => {
    await expect(guesthoused(['status'])).resolves.toMatchObject({
      ...{
        code: 3,
        out: 'guesthoused does not run: nobody has the name org.guesthouse.Manager1.\n',
      },
    })
    const busStatus = () =>
      Promise.resolve({ pid: 7, uid: 990, account: 'guesthoused', capabilities: ['CAP_SETUID'] })
    const { out, code } = await guesthoused(['status'], { context: { busStatus } })
    expect(out.split('\n')).toEqual([
      'Name          org.guesthouse.Manager1',
      'Process       7',
      'Account       guesthoused (990)',
      'Capabilities  CAP_SETUID',
      '',
    ])
    expect(code).toBe(0)
  })
})
