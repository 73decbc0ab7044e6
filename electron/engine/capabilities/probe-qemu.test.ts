import { chmod, mkdir, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { silentLogger } from '../../platform/logger.ts'
import { isRunning, Sandbox } from './fake-program.test-support.ts'
import { findQemu, findQemuImg } from './find-qemu.ts'
import { probeQemu } from './probe-qemu.ts'

// Each test starts programs, which takes long on a busy host.
vi.setConfig({ testTimeout: 30_000 })

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await Sandbox.make()
})
afterEach(() => sandbox.remove())

/** What `query-qmp-schema` says of a QEMU with a few things in it, its types named by numbers. */
const schema = [
  { name: 'netdev_add', 'meta-type': 'command', 'arg-type': '1' },
  { name: '1', 'meta-type': 'object', members: [], variants: [{ case: 'user', type: '9' }] },
  { name: 'chardev-add', 'meta-type': 'command', 'arg-type': '2' },
  { name: '2', 'meta-type': 'object', members: [{ name: 'backend', type: '3' }] },
  { name: '3', 'meta-type': 'object', variants: [{ case: 'socket', type: '9' }] },
  { name: 'blockdev-add', 'meta-type': 'command', 'arg-type': '4' },
  { name: '4', 'meta-type': 'object', variants: [{ case: 'file', type: '5' }] },
  { name: '5', 'meta-type': 'object', members: [{ name: 'aio', type: '6' }] },
  { name: '6', 'meta-type': 'enum', values: ['threads', 'io_uring'] },
]

/**
 * A QEMU that speaks QMP on stdio, notes each start for QMP in `starts`, and never ends by itself.
 * `drivers` is what it prints of its sound drivers.
 */
const speaking = (
  version: string,
  { ioUring = true, drivers = 'Available audio drivers:\\nnone\\npa\\n' } = {},
): string => `
const { appendFileSync } = require('node:fs')
if (process.argv[2] === '-audiodev') {
  process.stdout.write('${drivers}')
  process.exit(0)
}
appendFileSync(${JSON.stringify(sandbox.path('starts'))}, process.pid + ' ' + process.argv.slice(2).join(' ') + '\\n')
const [major, minor, micro] = ${JSON.stringify(version)}.split('.').map(Number)
const say = (message) => process.stdout.write(JSON.stringify(message) + '\\r\\n')
const qemu = { major, minor, micro }
say({ QMP: { version: { qemu, package: '' }, capabilities: [] } })
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { execute, id } = JSON.parse(line)
  if (execute === 'query-version') say({ return: { qemu, package: '' }, id })
  else if (execute === 'qom-list-types') {
    say({ return: [{ name: 'virtio-vga', parent: 'x' }, { name: 'VGA', parent: 'x' }], id })
  } else if (execute === 'query-machines') say({ return: [{ name: 'pc-q35-7.2' }], id })
  else if (execute === 'query-qmp-schema') say({ return: ${JSON.stringify(schema)}, id })
  else if (execute === 'blockdev-add' && !${ioUring}) {
    say({ error: { class: 'GenericError', desc: 'failed to init linux io_uring ring' }, id })
  } else say({ return: {}, id })
})
setInterval(() => {}, 1000)
`

async function starts(): Promise<string[]> {
  return (await sandbox.read('starts')).split('\n').filter((line) => line !== '')
}

const probe = (timeoutMs = 10_000) =>
  probeQemu({
    env: sandbox.env,
    cacheFile: sandbox.path('cache/qemu.json'),
    logger: silentLogger,
    timeoutMs,
  })

async function failure(promise: Promise<unknown>): Promise<GuesthouseError> {
  const error = await promise.then(
    () => null,
    (caught: unknown) => caught,
  )
  if (!(error instanceof GuesthouseError)) throw new Error(`no GuesthouseError: ${String(error)}`)
  return error
}

describe('finding QEMU', () => {
  it('takes the first along PATH that can be run', async () => {
    const path = await sandbox.program('qemu-system-x86_64', 'exit 0')
    const dead = sandbox.path('dead')
    await mkdir(`${dead}/qemu-system-x86_64`, { recursive: true })
    const plain = sandbox.path('plain')
    await mkdir(plain)
    await writeFile(`${plain}/qemu-system-x86_64`, '')
    await chmod(`${plain}/qemu-system-x86_64`, 0o644)
    const PATH = ['relative', '', dead, plain, sandbox.path('bin')].join(':')
    expect(await findQemu({ PATH }, [])).toBe(path)
  })

  it('looks for qemu-kvm where Fedora and RHEL have it', async () => {
    const path = await sandbox.program('qemu-kvm', 'exit 0')
    expect(await findQemu({ PATH: '/nonexistent' }, ['/nonexistent/x', path])).toBe(path)
    expect(await findQemu({ PATH: sandbox.path('bin') }, [])).toBe(path)
  })

  it('says that there is none', async () => {
    const env = { PATH: sandbox.path('empty') }
    expect((await failure(findQemu(env, []))).code).toBe('QEMU_NOT_FOUND')
    expect((await failure(findQemuImg(env))).code).toBe('QEMU_IMG_NOT_FOUND')
  })
})

describe('probeQemu', () => {
  it('asks QEMU, ends it, and asks no second time', async () => {
    const path = await sandbox.nodeProgram('qemu-system-x86_64', speaking('7.2.22'))
    const capabilities = await probe()
    expect(capabilities).toEqual({
      path,
      version: '7.2.22',
      versionNumber: { major: 7, minor: 2, micro: 22 },
      deviceTypes: ['VGA', 'virtio-vga'],
      machineTypes: ['pc-q35-7.2'],
      netdevTypes: ['user'],
      chardevTypes: ['socket'],
      audioDrivers: ['none', 'pa'],
      ioUring: true,
    })
    const [first = ''] = await starts()
    expect(first).toContain('-nodefaults -no-user-config -display none -S -qmp stdio')
    expect(await isRunning(Number.parseInt(first, 10))).toBe(false)
    expect(await probe()).toEqual(capabilities)
    expect(await starts()).toHaveLength(1)
    expect((await stat(sandbox.path('cache/qemu.json'))).mode & 0o777).toBe(0o600)
  })

  it('asks again when the file has changed', async () => {
    const path = await sandbox.nodeProgram('qemu-system-x86_64', speaking('7.2.22'))
    await probe()
    await utimes(path, 1_000, 1_000)
    await probe()
    expect(await starts()).toHaveLength(2)
    await sandbox.nodeProgram('qemu-system-x86_64', speaking('11.0.50'))
    await utimes(path, 1_000, 1_000)
    expect((await probe()).version).toBe('11.0.50')
  })

  it('knows of no io_uring where the kernel refuses it', async () => {
    await sandbox.nodeProgram('qemu-system-x86_64', speaking('7.2.22', { ioUring: false }))
    expect((await probe()).ioUring).toBe(false)
  })

  it('takes PulseAudio for granted where QEMU has no list of its drivers', async () => {
    await sandbox.nodeProgram('qemu-system-x86_64', speaking('6.2.0', { drivers: '' }))
    expect((await probe()).audioDrivers).toEqual(['none', 'pa'])
  })

  it('asks again when a module was installed beside it', async () => {
    await sandbox.nodeProgram('qemu-system-x86_64', speaking('7.2.19'))
    await probe()
    await mkdir(sandbox.path('lib/x86_64-linux-gnu/qemu'), { recursive: true })
    await probe()
    await utimes(sandbox.path('lib/x86_64-linux-gnu/qemu'), 1, 1)
    await probe()
    await probe()
    expect(await starts()).toHaveLength(3)
  })

  it('asks again under another kernel, and where an earlier version asked less', async () => {
    await sandbox.nodeProgram('qemu-system-x86_64', speaking('7.2.22'))
    await probe()
    const good = await sandbox.read('cache/qemu.json')
    const other = good.replace(/"kernel":"[^"]*"/, '"kernel":"2.6.32 io_uring_disabled=0"')
    for (const stale of [other, good.replace('"format":3', '"format":2')]) {
      expect(stale).not.toBe(good)
      await writeFile(sandbox.path('cache/qemu.json'), stale)
      await probe()
      expect(await sandbox.read('cache/qemu.json')).toBe(good)
    }
    expect(await starts()).toHaveLength(3)
  })

  it('asks again when the cache is damaged, and mends it', async () => {
    await sandbox.nodeProgram('qemu-system-x86_64', speaking('7.2.22'))
    await probe()
    const good = await sandbox.read('cache/qemu.json')
    for (const bad of ['', '{"format":1', '[]', good.replace('"version":', '"wersion":')]) {
      await writeFile(sandbox.path('cache/qemu.json'), bad)
      expect((await probe()).version).toBe('7.2.22')
      expect(await sandbox.read('cache/qemu.json')).toBe(good)
    }
  })

  it('answers even where the cache cannot be written', async () => {
    await sandbox.nodeProgram('qemu-system-x86_64', speaking('7.2.22'))
    await symlink('/proc/nonexistent', sandbox.path('cache'))
    expect((await probe()).version).toBe('7.2.22')
  })

  it('refuses a QEMU that is too old', async () => {
    for (const version of ['6.1.9', '5.9.0', '2.11.1']) {
      await sandbox.nodeProgram('qemu-system-x86_64', speaking(version))
      const error = await failure(probe())
      expect(error.code).toBe('QEMU_TOO_OLD')
      expect(error.params).toEqual({ found: version, needed: '6.2' })
    }
    for (const line of await starts())
      expect(await isRunning(Number.parseInt(line, 10))).toBe(false)
    await sandbox.nodeProgram('qemu-system-x86_64', speaking('6.2.0'))
    expect((await probe()).version).toBe('6.2.0')
  })

  it('gives the words of a QEMU that dies at once', async () => {
    const path = await sandbox.program(
      'qemu-system-x86_64',
      'echo "libfoo.so.1: cannot open shared object file" >&2; exit 127',
    )
    const error = await failure(probe())
    expect(error.code).toBe('QEMU_UNUSABLE')
    expect(error.params).toEqual({ path })
    expect(error.toData().cause).toContain('libfoo.so.1: cannot open shared object file')
    expect(await sandbox.read('cache/qemu.json')).toBe('')
  })

  it('says how a QEMU ended that has no words', async () => {
    await sandbox.program('qemu-system-x86_64', 'kill -SEGV $$')
    expect((await failure(probe())).toData().cause).toContain('ended by SIGSEGV')
    await sandbox.program('qemu-system-x86_64', 'exit 0')
    expect((await failure(probe())).toData().cause).toContain('exit status 0')
  })

  it('refuses a program that prints something else', async () => {
    await sandbox.program('qemu-system-x86_64', 'echo "Usage: qemu"; exec sleep 1000')
    const error = await failure(probe())
    expect(error.code).toBe('QEMU_UNUSABLE')
    expect(error.toData().cause).toContain('Usage: qemu')
  })

  it('refuses a file that cannot be executed', async () => {
    await sandbox.program('qemu-system-x86_64', '#!/nonexistent/interpreter\n')
    expect((await failure(probe())).code).toBe('QEMU_UNUSABLE')
  })

  it('ends a QEMU that hangs, with everything that it started', async () => {
    await sandbox.program(
      'qemu-system-x86_64',
      `trap '' TERM INT HUP\nsleep 1000 &\necho $$ $! > ${sandbox.path('pids')}\nwait`,
    )
    const error = await failure(probe(300))
    expect(error.code).toBe('QEMU_UNUSABLE')
    expect(error.toData().cause).toContain('within 300 ms')
    const pids = (await sandbox.read('pids')).trim().split(' ').map(Number)
    expect(pids).toHaveLength(2)
    for (const pid of pids) expect(await isRunning(pid)).toBe(false)
  })
})
