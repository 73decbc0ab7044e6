import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testGuest } from '../../../scripts/test-guest/index.mjs'
import type { NewGuest } from '../../../shared/domain/guest-config.ts'
import { listProcesses } from '../../platform/process-identity.ts'
import { runProgram } from '../capabilities/run-program.ts'
import type { Engine } from '../index.ts'
import { awaitSocketFile } from '../process/await-socket.ts'
import {
  EngineHome,
  eventually,
  idleGuest,
  pidOf,
  untilState,
  viewOf,
} from '../testing/engine-home.ts'
import { type GuestShell, shellOf } from '../testing/guest-shell.ts'

let home: EngineHome
let engine: Engine
beforeEach(async () => {
  home = await EngineHome.make()
  engine = await home.open()
})
afterEach(() => home.dispose())

/** The numbers of the TPMs that run in this home. */
async function tpms(): Promise<number[]> {
  const ours = (argv: readonly string[]): boolean =>
    argv[0]?.endsWith('swtpm') === true && argv.some((argument) => argument.includes(home.dir))
  return (await listProcesses()).filter(({ argv }) => ours(argv)).map(({ pid }) => pid)
}

async function guestWithTpm(more: Partial<NewGuest> = {}): Promise<string> {
  const { id } = await engine.create(idleGuest({ tpm: true, ...more }))
  return id
}

describe('the TPM of a guest', () => {
  test('runs as long as the guest, with a state of its own that is closed to others', async () => {
    const id = await guestWithTpm()
    const { tpmDir } = home.paths.guest(id)
    await engine.start(id)
    expect(await tpms()).toHaveLength(1)
    expect(((await stat(tpmDir)).mode & 0o777).toString(8)).toBe('700')
    // Its content changes while firmware speaks with it; made anew, the folder would be another.
    await writeFile(join(tpmDir, 'mark'), '')
    await engine.powerOff(id)
    expect(await tpms()).toEqual([])
    await engine.start(id)
    expect(await readdir(tpmDir)).toContain('mark')
  })

  test('goes on while Guesthouse is away, and ends with the guest after that', async () => {
    const id = await guestWithTpm()
    await engine.start(id)
    const running = await tpms()
    await home.close(engine)
    expect(await tpms()).toEqual(running)
    engine = await home.open()
    await untilState(engine, id, 'running')
    await engine.powerOff(id)
    expect(await tpms()).toEqual([])
  })

  test('ends when QEMU is killed, and serves the next start', async () => {
    const id = await guestWithTpm()
    await engine.start(id)
    process.kill(pidOf(viewOf(engine, id)), 'SIGKILL')
    await untilState(engine, id, 'crashed')
    await eventually(async () => expect(await tpms()).toEqual([]))
    await engine.start(id)
    expect(await tpms()).toHaveLength(1)
  })

  test('is there again where QEMU has to be started once more', async () => {
    const id = await guestWithTpm()
    await home.close(engine)
    const { configFile } = home.paths.guest(id)
    const config = JSON.parse(await readFile(configFile, 'utf8')) as object
    await writeFile(configFile, JSON.stringify({ ...config, accelerator: 'kvm' }))
    // As a QEMU whose KVM refuses a feature: it has met the TPM when it dies. The second one may not.
    const env = await home.fakeQemu(`
      case "$*" in *-uuid*) ;; *) exec "$REAL" "$@";; esac
      given=()
      for one; do
        case $one in kvm) one=tcg;; host*) one=max;; esac
        given+=("$one")
      done
      [ -e "$HOME/died" ] && exec "$REAL" "\${given[@]}"
      touch "$HOME/died"
      "$REAL" "\${given[@]}" -device nothing-of-that-name
      echo 'error: failed to set MSR 0xcf to 0x0' >&2
      exit 1`)
    engine = await home.open(env)
    await engine.start(id)
    expect(viewOf(engine, id)).toMatchObject({ state: 'running', error: null })
    expect(await tpms()).toHaveLength(1)
  })

  test('that is not installed keeps the guest from starting', async () => {
    const id = await guestWithTpm()
    await home.close(engine)
    const bin = join(home.dir, 'few')
    await mkdir(bin)
    const programs = ['qemu-system-x86_64', 'qemu-img', 'setpriv']
    await Promise.all(programs.map((name) => symlink(`/usr/bin/${name}`, join(bin, name))))
    engine = await home.open({ PATH: bin })
    await expect(engine.start(id)).rejects.toMatchObject({
      code: 'TPM_MISSING',
      params: { program: 'swtpm' },
    })
    expect(await home.guestPids()).toEqual([])
    expect(viewOf(engine, id).state).toBe('stopped')
  })

  test('that another program has in use is left to it, and the guest is not started', async () => {
    const id = await guestWithTpm()
    await engine.start(id)
    await engine.powerOff(id)
    const socket = join(home.dir, 'other')
    const other = spawn(
      '/usr/bin/swtpm',
      ['socket', '--tpm2', '--ctrl', `type=unixio,path=${socket}`],
      {
        env: { ...process.env, TPM_PATH: home.paths.guest(id).tpmDir },
        stdio: 'ignore',
      },
    )
    try {
      await awaitSocketFile(socket, AbortSignal.timeout(10_000))
      // It locks its state when it is initialised.
      const args = ['--unix', socket, '-i']
      const file = '/usr/bin/swtpm_ioctl'
      expect(await runProgram({ file, args, timeoutMs: 10_000 })).toMatchObject({ code: 0 })
      await expect(engine.start(id)).rejects.toMatchObject({
        code: 'TPM_BUSY',
        cause: `process ${other.pid}`,
      })
    } finally {
      other.kill('SIGKILL')
      await once(other, 'exit')
    }
    await engine.start(id)
  })

  test('cannot be had below a directory that swtpm cannot be told of', async () => {
    await home.close(engine)
    const runtime = join(home.dir, 'run,mode=0666')
    await mkdir(runtime, { mode: 0o700 })
    engine = await home.open({ XDG_RUNTIME_DIR: runtime })
    await expect(engine.start(await guestWithTpm())).rejects.toMatchObject({
      code: 'TPM_FAILED',
      cause: expect.stringMatching(/a comma in .*run,mode=0666/),
    })
    // Only the TPM is in the way of such a directory.
    const { id } = await engine.create(idleGuest())
    await engine.start(id)
    await engine.powerOff(id)
  })

  test('whose secrets are gone is not made anew behind the back of its user', async () => {
    const id = await guestWithTpm()
    await engine.start(id)
    await engine.powerOff(id)
    const { tpmDir } = home.paths.guest(id)
    await rm(join(tpmDir, 'tpm2-00.permall'))
    const missing = { code: 'TPM_STATE_MISSING', params: { path: tpmDir } }
    await expect(engine.start(id)).rejects.toMatchObject(missing)
    await rm(tpmDir, { recursive: true })
    await engine.start(id)
  })

  test('that cannot be set up leaves nothing that would be taken for one', async () => {
    const id = await guestWithTpm()
    await home.close(engine)
    const bin = join(home.dir, 'bin')
    await mkdir(bin)
    const script = '#!/bin/sh\necho no entropy\nexit 1\n'
    await writeFile(join(bin, 'swtpm_setup'), script, { mode: 0o755 })
    engine = await home.open({ PATH: `${bin}:${process.env['PATH']}` })
    const error = await engine.start(id).catch((failure: unknown) => failure)
    expect(error).toMatchObject({ code: 'TPM_FAILED', cause: expect.stringMatching('no entropy') })
    await home.close(engine)
    engine = await home.open()
    await engine.start(id)
  })
})

/** TPM2_ReadPublic of the RSA endorsement key (TCG TPM 2.0 part 3, 12.4), and its answer's sum. */
const READ_ENDORSEMENT_KEY =
  'exec 3<>/dev/tpm0 && ' +
  "printf '\\x80\\x01\\x00\\x00\\x00\\x0e\\x00\\x00\\x01\\x73\\x81\\x01\\x00\\x01' >&3 && " +
  'head -c 4096 <&3 | md5sum && exec 3>&-'

/** The sum of it. */
async function endorsementKey(shell: GuestShell): Promise<string> {
  const [sum] = /[0-9a-f]{32}/.exec(await shell.run(READ_ENDORSEMENT_KEY)) ?? []
  if (sum === undefined) throw new Error('the guest did not read its key')
  return sum
}

const PCR = '/sys/class/tpm/tpm0/pcr-sha256/0'

test('a Linux guest with UEFI finds its TPM, and the same one after it was off', async () => {
  const { readyLine, ...kernelBoot } = testGuest('full')
  const id = await guestWithTpm({
    ...{ memoryMiB: 512, kernelBoot, firmware: { kind: 'uefi', secureBoot: false } },
  })
  const boot = async (): Promise<GuestShell> => {
    await engine.start(id)
    return shellOf({ home, engine }, id, readyLine)
  }
  const first = await boot()
  expect(await first.run('cat /sys/class/tpm/tpm0/tpm_version_major')).toMatch(/^2\r?$/m)
  // UEFI has measured itself into the TPM.
  const [measured] = /[0-9A-F]{64}/.exec(await first.run(`cat ${PCR}`)) ?? []
  expect(measured).toBeDefined()
  expect(measured).not.toMatch(/^0+$/)
  const key = await endorsementKey(first)
  const guid = '12345678-1234-1234-1234-123456789abc'
  await first.run('mount -t efivarfs efivarfs /sys/firmware/efi/efivars')
  const variable = `/sys/firmware/efi/efivars/Guesthouse-${guid}`
  await first.run(`printf '\\x07\\x00\\x00\\x00kept' > ${variable}`)
  await engine.powerOff(id)

  const second = await boot()
  expect(await endorsementKey(second)).toBe(key)
  await second.run('mount -t efivarfs efivarfs /sys/firmware/efi/efivars')
  expect(await second.run(`tail -c 4 ${variable}; echo`)).toMatch(/kept/)
  second.close()
}, 300_000)
