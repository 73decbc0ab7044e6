import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testGuest } from '../../../scripts/test-guest/index.mjs'
import { eventually, idleGuest, pidOf } from '../testing/engine-home.ts'
import { GuestShell } from '../testing/guest-shell.ts'
import {
  as,
  bootable,
  credentials,
  DAEMON,
  diskOf,
  type Driver,
  known,
  needsAccounts,
  QEMU,
  SystemHome,
} from './testing/system-home.ts'

let home: SystemHome
let engine: Driver
beforeEach(async (context) => {
  needsAccounts(context)
  home = await SystemHome.make()
})
afterEach(() => home?.dispose())

const create = async (guest: object): Promise<string> =>
  (await engine.call<{ id: string }>('create', guest)).id

/** As /proc/pid/status has it of a process that may do nothing beyond its account. */
function powerless(name: string) {
  const { uid, gid } = known(name)
  const none = '0000000000000000'
  return {
    ...{ Uid: Array(4).fill(uid).join(' '), Gid: Array(4).fill(gid).join(' ') },
    ...{ CapInh: none, CapPrm: none, CapEff: none, CapAmb: none, NoNewPrivs: '1' },
  }
}

const CONNECT = 'require("net").connect(process.argv[1]).on("connect", () => process.exit(0))'

describe('a guest of the computer', () => {
  test('runs under an account of its own without any privilege, and so does what is beside it', async () => {
    engine = await home.open()
    const disk = { kind: 'new' as const, sizeBytes: 64 * 1024 ** 2 }
    const id = await create({ ...(await bootable(home)), disk, tpm: true })
    await engine.call('start', id)
    const view = await engine.view(id)
    expect(view.runtime).toMatchObject({ uid: known(QEMU).uid, user: QEMU, scope: null })
    const processes = await home.guestProcesses()
    const programs = processes.map(({ program }) => program.split('/').at(-1))
    expect(new Set(programs)).toEqual(new Set(['passt', 'qemu-system-x86_64', 'swtpm']))
    expect(programs).toHaveLength(3)
    const kvm = (await readFile('/etc/group', 'utf8')).match(/^kvm:[^:]*:(\d+)/m)?.[1]
    for (const { pid, program } of processes) {
      const status = await credentials(pid)
      expect(status, program).toMatchObject(powerless(QEMU))
      expect(new Set(status['Groups']?.split(' ')), program).toEqual(
        new Set([String(kvm), String(known(QEMU).gid)]),
      )
    }
    expect(await credentials(pidOf(view))).toMatchObject({ Seccomp: '2', Umask: '0007' })
    const self = await credentials(engine.child.pid ?? 0)
    expect(self).toMatchObject({ CapEff: '00000000000000c0', CapPrm: '00000000000000c0' })

    const { serialSocket, vncSocket, runtimeDir, stateDir, dir, runFile } = home.paths.guest(id)
    const serial = serialSocket('serial0')
    expect((await stat(runtimeDir)).mode & 0o7777).toBe(0o3770)
    for (const socket of [vncSocket, serial]) {
      expect(await engine.call('connect', socket)).toBe(true)
      expect(as('nobody', process.execPath, '-e', CONNECT, socket)).toBe(false)
    }
    // QEMU's account makes no files where ours are, and takes none of ours away.
    for (const folder of [stateDir, dir, home.paths.runtimeDir]) {
      expect(as(QEMU, 'touch', join(folder, 'planted')), folder).toBe(false)
    }
    expect(as(QEMU, 'mv', runFile, `${runFile}.old`)).toBe(false)
    expect(as(QEMU, 'sh', '-c', 'echo >> "$1"', 'sh', serial)).toBe(false)

    const shell = await GuestShell.open(serial, testGuest().readyLine, () =>
      readFile(home.paths.guest(id).serialLog('serial0'), 'utf8'),
    )
    await shell.run('dd if=/dev/zero of=/dev/vda bs=4k count=16 conv=fsync')
    shell.close()
    await engine.call('powerOff', id)
    expect(await home.guestProcesses()).toEqual([])
    expect(engine.logged).toEqual([])
  })

  test('is given its files while it runs, and they are as before afterwards', async () => {
    engine = await home.open()
    const disk = { kind: 'new' as const, sizeBytes: 1024 ** 2 }
    const id = await create(
      idleGuest({ disk, firmware: { kind: 'uefi', secureBoot: false }, tpm: true }),
    )
    const { dir, disk: diskPath, nvram, tpmDir } = home.paths.guest(id)
    const image = diskPath('disk0')
    const before = [await home.look(dir), await home.look(image)]
    expect(before).toEqual(['700 guesthoused:guesthoused', '600 guesthoused:guesthoused'])
    const closed = async (): Promise<void> => {
      expect([await home.look(dir), await home.look(image)]).toEqual(before)
      expect(await home.look(nvram)).toBe('600 guesthoused:guesthoused')
      expect(await home.look(tpmDir)).toBe('700 guesthoused:guesthoused')
      expect(await home.look(join(tpmDir, 'tpm2-00.permall'))).toBe('600 guesthoused:guesthoused')
    }
    for (const round of [1, 2]) {
      await engine.call('start', id)
      expect(await home.look(dir)).toBe('710 guesthoused:guesthouse-qemu')
      expect(await home.look(image)).toBe('660 guesthoused:guesthouse-qemu')
      expect(await home.look(nvram)).toBe('660 guesthoused:guesthouse-qemu')
      expect(await home.look(tpmDir)).toBe('770 guesthoused:guesthouse-qemu')
      // As swtpm writes a new state, and as nobody should.
      const write =
        'umask 007; cd "$1"; echo "$2" > TMP; mv TMP tpm2-00.mark; ln -s / link; touch .x'
      expect(as(QEMU, 'sh', '-c', write, 'sh', tpmDir, `round ${round}`)).toBe(true)
      await engine.call('powerOff', id)
      await closed()
      expect(await readFile(join(tpmDir, 'tpm2-00.mark'), 'utf8')).toBe(`round ${round}\n`)
      await expect(stat(join(tpmDir, 'link'))).rejects.toThrow('ENOENT')
      await expect(stat(join(tpmDir, '.x'))).rejects.toThrow('ENOENT')
    }
  })

  test('is changed, kept, saved and ended while its QEMU is another account’s', async () => {
    engine = await home.open()
    const disk = { kind: 'new' as const, sizeBytes: 64 * 1024 ** 2 }
    const id = await create(idleGuest({ disk }))
    const second = home.paths.guest(id).disk('disk1')
    await engine.call('start', id)
    await writeFile(second, Buffer.alloc(1024 ** 2))
    await home.own(second, 0o600)
    const config = (await engine.view(id)).config
    const more = { ...diskOf(second), id: 'disk1', format: 'raw', bus: 'usb' }
    const changed = { config: { ...config, disks: [...(config?.disks ?? []), more] } }
    expect(await engine.call('configure', id, changed)).toMatchObject({ applied: ['disks.disk1'] })
    expect(await home.look(second)).toBe('660 guesthoused:guesthouse-qemu')
    expect(await engine.call('screen', id)).toBe('picture')
    await engine.call('configure', id, { config })
    expect(await home.look(second)).toBe('600 guesthoused:guesthoused')
    await engine.call('takeSnapshot', id, { name: 'one', note: '', memory: true })
    await engine.call('save', id)
    expect((await engine.view(id)).state).toBe('saved')
    expect(await home.look(home.paths.guest(id).disk('disk0'))).toBe('600 guesthoused:guesthoused')
    await engine.call('start', id)
    const { pid } = (await engine.view(id)).runtime ?? { pid: 0 }
    expect((await credentials(pid))['Uid']).toContain(String(known(QEMU).uid))
    process.kill(pid, 'SIGSTOP')
    await engine.call('powerOff', id)
    expect(await engine.view(id)).toMatchObject({ state: 'stopped', error: null })
    expect(await home.guestProcesses()).toEqual([])
  })

  test('has programs of ours beside it that have none of our capabilities', async () => {
    const bin = join(home.base, 'bin')
    const seen = join(home.base, 'seen')
    await mkdir(bin)
    await writeFile(seen, '')
    await chmod(seen, 0o666)
    const programs = ['qemu-img', 'cat', 'swtpm_setup', 'swtpm', 'passt', 'qemu-system-x86_64']
    for (const name of programs) {
      const look = `echo ${name} $(grep -E "^(CapEff|CapPrm|CapAmb)" /proc/self/status) >> ${seen}`
      const real = `PATH=/usr/bin:/bin\n${look}\nexec /usr/bin/${name} "$@"`
      await writeFile(join(bin, name), `#!/bin/sh\n${real}\n`, { mode: 0o755 })
    }
    engine = await home.open({ bin })
    const disk = { kind: 'new' as const, sizeBytes: 1024 ** 2 }
    const id = await create(idleGuest({ disk, tpm: true }))
    await engine.call('start', id)
    await engine.call('save', id)
    const lines = (await readFile(seen, 'utf8')).trim().split('\n')
    expect(new Set(lines.map((line) => line.split(' ')[0]))).toEqual(new Set(programs))
    const none = 'CapPrm: 0000000000000000 CapEff: 0000000000000000 CapAmb: 0000000000000000'
    for (const line of lines) expect(line.split(' ').slice(1).join(' ')).toBe(none)
  })

  test('runs as the daemon’s own account where there is no other, with what is allowed', async () => {
    engine = await home.open({ account: null, capabilities: [] })
    const disk = { kind: 'new' as const, sizeBytes: 1024 ** 2 }
    const id = await create(idleGuest({ disk }))
    await engine.call('start', id)
    const view = await engine.view(id)
    expect(view.runtime).toMatchObject({ uid: known(DAEMON).uid, user: DAEMON })
    expect(await credentials(pidOf(view))).toMatchObject({ ...powerless(DAEMON), Seccomp: '2' })
    expect(await home.look(home.paths.guest(id).disk('disk0'))).toBe('600 guesthoused:guesthoused')
    await engine.call('powerOff', id)
    const cdrom = '/etc/hostname'
    await expect(create(idleGuest({ cdrom }))).rejects.toMatchObject({ code: 'FILE_NOT_ALLOWED' })
  })

  test('has no part in anybody’s session', async () => {
    engine = await home.open()
    expect(await engine.call('findMachines')).toEqual([])
    const adopted = engine.call('adopt', { path: '/x', how: 'copy', name: 'x' })
    await expect(adopted).rejects.toMatchObject({ code: 'ADOPTION_ONLY_IN_SESSION' })
    const id = await create(idleGuest())
    const config = (await engine.view(id)).config
    const shares = [
      { id: 'share0', path: home.images, tag: 'images', readOnly: true, driver: 'auto' },
    ]
    await engine.call('configure', id, { config: { ...config, shares } })
    const start = (): Promise<unknown> => engine.call('start', id)
    await expect(start()).rejects.toMatchObject({ code: 'SHARES_ONLY_IN_SESSION' })
    const extraArguments = ['-sandbox', 'off']
    await engine.call('configure', id, { config: { ...config, extraArguments } })
    const code = 'EXTRA_ARGUMENTS_ONLY_IN_SESSION'
    await expect(start()).rejects.toMatchObject({ code })
    expect(await engine.view(id)).toMatchObject({ state: 'stopped' })
  })
})

describe('an engine that lacks what it needs for another account', () => {
  test.each([{ capabilities: [] }, { capabilities: ['+setuid'] }, { capabilities: ['+setgid'] }])(
    'says so: $capabilities',
    async ({ capabilities }) => {
      const code = 'CAPABILITY_MISSING'
      await expect(home.open({ capabilities })).rejects.toMatchObject({ code })
    },
  )

  test('names an account that is not there', async () => {
    const params = { account: 'guesthouse-nobody' }
    const opened = home.open({ account: params.account })
    await expect(opened).rejects.toMatchObject({ code: 'ACCOUNT_MISSING', params })
  })

  test('is in the group of the account', async () => {
    const opened = home.open({ account: 'nobody' })
    await expect(opened).rejects.toMatchObject({ code: 'ACCOUNT_NOT_IN_GROUP' })
    await eventually(async () => expect(await home.guestProcesses()).toEqual([]))
  })
})
