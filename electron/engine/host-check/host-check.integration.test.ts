import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { userInfo } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type HostCheckId, hostCheckIds } from '../../../shared/domain/host-check.ts'
import { silentLogger } from '../../platform/logger.ts'
import { listProcesses } from '../../platform/process-identity.ts'
import { probeAcceleration } from '../accel/index.ts'
import { findProgram } from '../capabilities/find-program.ts'
import { EngineHome } from '../testing/engine-home.ts'
import type { CheckedHost } from './check.ts'
import { distributionOf } from './distribution.ts'
import { hostProbes } from './host-probes.ts'
import { hostPlaces } from './places.ts'
import { commandOf } from './remedies.ts'
import { type CheckedRow, runChecks } from './run-checks.ts'
import { findSystemDaemons } from './system-daemons.ts'

/** What rows start; PATH holds these alone, and without those that are to be missing. */
const programs = ['qemu-system-x86_64', 'qemu-img', 'swtpm', 'swtpm_setup', 'passt'] as const

let home: EngineHome
beforeEach(async () => {
  home = await EngineHome.make()
})
afterEach(() => home.dispose())

type Missing = (typeof programs)[number]

async function host(
  missing: readonly Missing[] = [],
  more: Partial<CheckedHost> = {},
): Promise<CheckedHost> {
  const bin = join(home.dir, 'only')
  await mkdir(bin, { recursive: true })
  for (const name of programs.filter((program) => !missing.includes(program))) {
    const path = await findProgram({ names: [name], env: process.env })
    if (path === null) throw new Error(`${name} is not installed`)
    await symlink(path, join(bin, name))
  }
  return hostWith({ ...home.env, PATH: bin }, more)
}

function hostWith(env: NodeJS.ProcessEnv, more: Partial<CheckedHost> = {}): CheckedHost {
  const { signal } = new AbortController()
  const common = { env, paths: home.paths, logger: silentLogger, signal, taps: null }
  const { uid, gid, username: name } = userInfo()
  return {
    ...{ ...common, ...hostProbes(common), user: { uid, gid, name } },
    places: hostPlaces(env),
    distribution: distributionOf('ID=debian\nVERSION_ID="13"'),
    disksFolder: null,
    trayHost: async () => null,
    ...more,
  }
}

async function look(at: CheckedHost, ...ids: readonly HostCheckId[]) {
  const rows = new Map<HostCheckId, CheckedRow>()
  await runChecks({ host: at, ids, tell: (id, row) => void rows.set(id, row) })
  return (id: HostCheckId) => {
    const { verdict, findings, remedies, cause } = rows.get(id) ?? {}
    return {
      verdict,
      codes: findings?.map(({ code }) => code),
      params: findings?.[0].params,
      commands: remedies?.map(commandOf),
      cause,
    }
  }
}

/** A program in front of the real ones. */
async function fake(name: string, script: string): Promise<NodeJS.ProcessEnv> {
  const bin = join(home.dir, 'fake')
  await mkdir(bin, { recursive: true })
  await writeFile(join(bin, name), script)
  await chmod(join(bin, name), 0o755)
  return { ...home.env, PATH: [bin, home.env['PATH']].join(delimiter) }
}

describe('with everything there', () => {
  it('tells every row, and leaves nothing behind', async () => {
    const row = await look(await host(), ...hostCheckIds)
    expect(hostCheckIds.filter((id) => row(id).verdict === undefined)).toEqual([])
    expect(row('qemu')).toMatchObject({ verdict: 'good', codes: ['QEMU_FOUND'] })
    expect(row('tpm')).toMatchObject({ verdict: 'good', codes: ['TPM_FOUND'] })
    expect(row('space').params).toMatchObject({ path: home.paths.guestsDir })
    // Whether passt can be had depends on the computer; that it was tried does not.
    expect(row('network').verdict).not.toBe('unknown')
    const left = (await listProcesses()).filter(({ argv }) =>
      argv.some((one) => one.includes(home.dir)),
    )
    expect(left).toEqual([])
    expect(await readdir(home.paths.runtimeDir)).toEqual([])
    expect(await readdir(join(home.paths.stateDir, 'guests'))).toEqual([])
  })
})

describe('without', () => {
  it('QEMU: what is about it is not checked, and the command installs it', async () => {
    const kvm = join(home.dir, 'kvm')
    await writeFile(kvm, '')
    const at = await host(['qemu-system-x86_64'])
    const row = await look({ ...at, places: { ...at.places, kvm } }, ...hostCheckIds)
    expect(row('qemu')).toMatchObject({
      ...{ verdict: 'missing', codes: ['QEMU_MISSING'] },
      commands: ['sudo apt-get install --yes --no-remove qemu-system-x86 qemu-utils'],
    })
    for (const id of ['acceleration', 'firmware'] as const) {
      expect(row(id)).toMatchObject({ verdict: 'unknown', codes: ['CHECK_NEEDS_QEMU'] })
    }
    expect(row('tpm').verdict).toBe('good')
  })

  it('qemu-img', async () => {
    const row = await look(await host(['qemu-img']), 'qemu')
    expect(row('qemu')).toMatchObject({
      ...{ verdict: 'missing', codes: ['QEMU_IMG_MISSING', 'QEMU_FOUND'] },
      commands: ['sudo apt-get install --yes --no-remove qemu-utils'],
    })
  })

  it.each([['swtpm'], ['swtpm_setup']] as const)('%s', async (program) => {
    const row = await look(await host([program]), 'tpm')
    expect(row('tpm')).toMatchObject({
      ...{ verdict: 'missing', codes: ['TPM_PROGRAM_MISSING'], params: { program } },
      commands: ['sudo apt-get install --yes --no-remove swtpm swtpm-tools'],
    })
  })

  it('passt', async () => {
    const row = await look(await host(['passt']), 'network')
    expect(row('network')).toMatchObject({
      ...{ verdict: 'missing', codes: ['PASST_MISSING'] },
      commands: ['sudo apt-get install --yes --no-remove passt'],
    })
  })

  it('firmware', async () => {
    const at = await host()
    const row = await look({ ...at, places: { ...at.places, firmware: [] } }, 'firmware')
    expect(row('firmware')).toMatchObject({
      ...{ verdict: 'missing', codes: ['FIRMWARE_MISSING'] },
      commands: ['sudo apt-get install --yes --no-remove ovmf'],
    })
  })

  it('virtiofsd, or with one that does not work for users', async () => {
    const at = await host()
    const places = { ...at.places, virtiofsd: [] }
    const row = await look({ ...at, places }, 'shared-folders')
    expect(row('shared-folders')).toMatchObject({
      ...{ verdict: 'limited', codes: ['VIRTIOFS_MISSING'] },
      commands: ['sudo apt-get install --yes --no-remove virtiofsd'],
    })
    const env = await fake('virtiofsd', '#!/bin/sh\necho Permission denied >&2\nexit 1\n')
    const refused = await look({ ...hostWith(env), places }, 'shared-folders')
    expect(refused('shared-folders').codes).toEqual(['VIRTIOFS_NOT_FOR_USERS'])
  })

  it('a sound server, or with one that says nothing', async () => {
    const at = await host()
    expect((await look(at, 'sound'))('sound')).toMatchObject({
      ...{ verdict: 'missing', codes: ['SOUND_SERVER_SILENT'] },
      commands: ['sudo apt-get install --yes --no-remove pipewire-audio'],
      cause: expect.stringContaining('ENOENT'),
    })
    const silent = createServer().listen(join(home.dir, 'run/pipewire-0'))
    const row = (await look(at, 'sound'))('sound')
    silent.close()
    expect(row).toMatchObject({ verdict: 'missing', codes: ['SOUND_SERVER_SILENT'] })
    expect(row.cause).toContain('does not answer')
  })

  it('a user manager, a tray, a folder for disks', async () => {
    const at = { ...(await host()), disksFolder: '/nowhere/at/all', trayHost: async () => false }
    const row = await look(at, 'user-manager', 'tray', 'space')
    expect(row('user-manager').codes).toEqual(['MANAGER_MISSING'])
    expect(row('tray')).toMatchObject({ verdict: 'limited', codes: ['TRAY_MISSING'] })
    expect(row('space')).toMatchObject({ verdict: 'missing', codes: ['SPACE_FOLDER_MISSING'] })
    const gnome = { ...at, env: { ...at.env, XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' } }
    expect((await look(gnome, 'tray'))('tray').commands).toEqual([
      'sudo apt-get install --yes --no-remove gnome-shell-extension-appindicator',
    ])
    const fixed = { ...at, disksFolder: '/proc' }
    expect((await look(fixed, 'space'))('space').codes).toEqual(['SPACE_NOT_WRITABLE'])
  })

  it('anything that an installed package would mend, on a system that takes none', async () => {
    const row = await look(await host([...programs], { distribution: null }), ...hostCheckIds)
    const ids = ['qemu', 'tpm', 'network'] as const
    expect(ids.map((id) => [row(id).verdict, row(id).commands])).toEqual(
      ids.map(() => ['missing', []]),
    )
  })
})

describe('programs that misbehave', () => {
  it('a QEMU that is too old', async () => {
    const env = await fake(
      'qemu-system-x86_64',
      `#!${process.execPath}
const say = (message) => process.stdout.write(JSON.stringify(message) + '\\r\\n')
const qemu = { micro: 0, minor: 1, major: 6 }
say({ QMP: { version: { qemu, package: '' }, capabilities: [] } })
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { execute, id } = JSON.parse(line)
  say({ return: execute === 'query-version' ? { qemu, package: '' } : {}, id })
})
`,
    )
    const row = await look(hostWith(env), 'qemu', 'firmware')
    expect(row('qemu')).toMatchObject({
      ...{ verdict: 'missing', codes: ['QEMU_OLD'] },
      params: { found: '6.1.0', needed: '6.2' },
    })
    expect(row('firmware')).toMatchObject({
      ...{ verdict: 'unknown', codes: ['CHECK_NEEDS_QEMU'] },
      cause: expect.stringContaining('6.1.0'),
    })
  })

  it('a QEMU that cannot be loaded', async () => {
    const script = '#!/bin/sh\necho libfoo.so.1: cannot open shared object file >&2\nexit 127\n'
    const row = await look(hostWith(await fake('qemu-system-x86_64', script)), 'qemu')
    expect(row('qemu')).toMatchObject({ verdict: 'missing', codes: ['QEMU_BROKEN'] })
    expect(row('qemu').cause).toContain('libfoo.so.1')
  })

  it('a passt that does not start', async () => {
    const script = '#!/bin/sh\necho "No routable interface" >&2\nexit 1\n'
    const row = await look(hostWith(await fake('passt', script)), 'network')
    expect(row('network')).toMatchObject({
      ...{ verdict: 'missing', codes: ['PASST_FAILS'] },
      cause: 'No routable interface',
    })
  })
})

describe('KVM', () => {
  const finish = (ms: number): string => `
    const report = Buffer.from('RLD\\0\\0\\0')
    report.writeUIntLE(Math.round(${ms} * 3579.545), 3, 3)
    process.stdout.write(report, () => process.exit(33))`

  /** A QEMU whose loop takes 300 ms under TCG, and under KVM what the script does. */
  async function lookUnder(kvmScript: string) {
    const at = await host()
    const kvm = join(home.dir, 'kvm')
    await writeFile(kvm, '')
    const script = `#!${process.execPath}
if (process.argv[process.argv.indexOf('-accel') + 1] === 'kvm') { ${kvmScript} } else { ${finish(300)} }
`
    await fake('self-test-qemu', script)
    const path = join(home.dir, 'fake/self-test-qemu')
    const acceleration = () =>
      probeAcceleration({
        ...{ qemu: { path, version: '7.2.0' }, kvmDevice: kvm, logger: silentLogger },
        ...{ cacheFile: join(home.dir, 'verdict.json'), workDir: home.dir },
        limits: { tcgMs: 30_000, kvmMinMs: 50 },
      })
    const places = { ...at.places, kvm }
    return (await look({ ...at, places, acceleration }, 'acceleration'))('acceleration')
  }

  it('that is good is proved, with its time against TCG’s', async () => {
    expect(await lookUnder(finish(20))).toMatchObject({
      ...{ verdict: 'good', codes: ['KVM_PROVED'], params: { kvm: 20, tcg: 300 } },
    })
  })

  it('that opens and is unusably slow', async () => {
    expect(
      await lookUnder(`process.stdout.write('RL'); setInterval(() => {}, 1000)`),
    ).toMatchObject({ verdict: 'missing', codes: ['KVM_UNUSABLY_SLOW'] })
  })

  it('that QEMU dies on', async () => {
    const words = 'error: failed to set MSR 0x122 to 0x0'
    const row = await lookUnder(`process.stderr.write('${words}\\n', () => process.abort())`)
    expect(row).toMatchObject({ verdict: 'missing', codes: ['KVM_DIES'] })
    expect(row.cause).toContain(words)
  })

  it('that is not there, or not for this account', async () => {
    const at = await host()
    const withKvm = (kvm: string) => ({ ...at, places: { ...at.places, kvm } })
    const none = (await look(withKvm(join(home.dir, 'none')), 'acceleration'))('acceleration')
    expect(none).toMatchObject({ verdict: 'missing' })
    // A file that the kernel lets nobody write.
    const row = await look(withKvm('/proc/sys/kernel/ostype'), 'acceleration')
    expect(row('acceleration')).toMatchObject({
      ...{ verdict: 'missing', codes: ['KVM_NO_PERMISSION'] },
      commands: [expect.stringContaining('/etc/udev/rules.d/70-guesthouse-kvm.rules')],
    })
  })
})

describe('bridges', () => {
  it('need a helper, its right and its ACL', async () => {
    const at = await host()
    const [sysClassNet, helper, aclFile] = ['net', 'helper', 'bridge.conf'].map((name) =>
      join(home.dir, name),
    ) as [string, string, string]
    const bridge = { ...at.places.bridge, sysClassNet, helpers: [helper], aclFile }
    const places = { ...at.places, bridge }
    const row = async () => (await look({ ...at, places }, 'bridge'))('bridge')
    expect((await row()).codes).toEqual(['BRIDGE_NONE'])
    await mkdir(join(sysClassNet, 'br0/bridge'), { recursive: true })
    expect(await row()).toMatchObject({
      ...{ verdict: 'limited', codes: ['BRIDGE_HELPER_NOT_INSTALLED'] },
      commands: ['sudo apt-get install --yes --no-remove qemu-system-common'],
    })
    await writeFile(helper, '', { mode: 0o755 })
    expect(await row()).toMatchObject({
      ...{ codes: ['BRIDGE_HELPER_WITHOUT_RIGHT'], commands: [`sudo chmod u+s ${helper}`] },
    })
  })
})

describe('USB', () => {
  it('of which nothing is plugged in is not checked', async () => {
    const at = await host()
    const usb = { sysfs: join(home.dir, 'usb'), nodes: join(home.dir, 'nodes') }
    const row = async () => (await look({ ...at, places: { ...at.places, usb } }, 'usb'))('usb')
    expect(await row()).toMatchObject({ verdict: 'limited', codes: ['USB_NONE'] })
    await mkdir(usb.sysfs)
    expect(await row()).toMatchObject({ verdict: 'unknown', codes: ['USB_NOTHING_PLUGGED_IN'] })
    const stick = join(usb.sysfs, '1-2')
    await mkdir(stick)
    const attributes = { idVendor: '0781', idProduct: '5581', busnum: '1', devnum: '4' }
    for (const [name, value] of Object.entries({ ...attributes, devpath: '2' })) {
      await writeFile(join(stick, name), `${value}\n`)
    }
    expect(await row()).toMatchObject({ codes: ['USB_NO_PERMISSION'], params: { count: 1 } })
    await mkdir(join(usb.nodes, '001'), { recursive: true })
    await writeFile(join(usb.nodes, '001/004'), '')
    expect(await row()).toMatchObject({ verdict: 'good', params: { count: 1, usable: 1 } })
  })
})

describe('system daemons', () => {
  it('are told by processes and units, with account and capabilities', async () => {
    const [proc, units, passwd] = ['proc', 'units', 'passwd'].map((name) =>
      join(home.dir, name),
    ) as [string, string, string]
    await mkdir(join(proc, 'sys/kernel'), { recursive: true })
    await writeFile(join(proc, 'sys/kernel/cap_last_cap'), '40\n')
    await mkdir(units)
    await writeFile(passwd, 'root:x:0:0::/root:/bin/sh\nguesthoused:x:120:120::/:/bin/false\n')
    const places = { proc, units: [units], passwd }
    const process = async (pid: number, argv: string, uid: number, capabilities: string) => {
      await mkdir(join(proc, String(pid)))
      await writeFile(join(proc, String(pid), 'cmdline'), `${argv}\0--timeout=120\0`)
      const status = `Name:\tx\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\nCapEff:\t${capabilities}\n`
      await writeFile(join(proc, String(pid), 'status'), status)
    }
    const found = async () =>
      (await findSystemDaemons(places)).map(({ kind, state, account, capabilities }) =>
        [kind, state, account, capabilities].flat(),
      )
    expect(await found()).toEqual([
      ['guesthoused', 'absent', null, null],
      ['libvirt', 'absent', null, null],
    ])
    await writeFile(join(units, 'virtqemud.service'), '')
    // That of a person's session is none of the system's.
    await process(41, '/usr/sbin/libvirtd', 1000, '0000000000000000')
    expect((await found())[1]).toEqual(['libvirt', 'installed', null, null])
    await process(42, '/usr/sbin/virtqemud', 0, '000001ffffffffff')
    await process(43, '/usr/bin/guesthoused', 120, '0000000000001000')
    expect(await found()).toEqual([
      ['guesthoused', 'running', 'guesthoused', 'CAP_NET_ADMIN'],
      ['libvirt', 'running', 'root', 'all'],
    ])
  })
})

describe('as root', () => {
  it('starts nothing, and claims nothing that holds for another account', async () => {
    const user = { uid: 0, gid: 0, name: 'root' }
    const never = () => Promise.reject(new Error('QEMU was asked'))
    const at = await host([], { user, qemu: never, acceleration: never })
    const row = await look(at, ...hostCheckIds)
    const asked = ['acceleration', 'qemu', 'network', 'sound', 'usb', 'graphics', 'space'] as const
    for (const id of asked) {
      expect(row(id)).toMatchObject({ verdict: 'unknown', codes: ['CHECK_NEEDS_ORDINARY_USER'] })
    }
    expect(row('tpm').verdict).toBe('good')
    const bare = hostWith({ ...home.env, PATH: home.dir }, { user })
    expect((await look(bare, 'qemu'))('qemu').codes).toEqual(['QEMU_MISSING'])
  })
})
