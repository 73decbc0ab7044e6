import { chmod, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import { isRunning, Sandbox } from '../capabilities/fake-program.test-support.ts'
import { probeAcceleration, type ProbeAccelerationOptions } from './probe-acceleration.ts'

// Each test starts programs, which takes long on a busy host.
vi.setConfig({ testTimeout: 30_000 })

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await Sandbox.make()
  await writeFile(sandbox.path('kvm'), '')
})
afterEach(() => sandbox.remove())

/**
 * A QEMU whose behaviour under each accelerator is a piece of JavaScript with `cpu` at hand. It
 * notes its pid and its -accel and -cpu in `starts`.
 */
async function fakeQemu(behaviour: { tcg?: string; kvm?: string }): Promise<string> {
  return sandbox.nodeProgram(
    'qemu',
    `
const { appendFileSync } = require('node:fs')
const value = (name) => process.argv[process.argv.indexOf(name) + 1]
const cpu = value('-cpu')
appendFileSync(${JSON.stringify(sandbox.path('starts'))}, [process.pid, value('-accel'), cpu].join(' ') + '\\n')
const finish = (ms) => {
  const report = Buffer.from('RLD\\0\\0\\0')
  report.writeUIntLE(Math.round(ms * 3579.545), 3, 3)
  process.stdout.write(report, () => process.exit(33))
}
const die = (words) => {
  process.stderr.write(words + '\\n', () => process.abort())
}
const hang = () => {
  process.stdout.write('RL')
  setInterval(() => {}, 1000)
}
if (value('-accel') === 'kvm') { ${behaviour.kvm ?? 'finish(20)'} } else { ${behaviour.tcg ?? 'finish(300)'} }
`,
  )
}

async function starts(): Promise<{ pid: number; accelerator: string; cpu: string }[]> {
  const lines = (await sandbox.read('starts')).split('\n').filter((line) => line !== '')
  return lines.map((line) => {
    const [pid = '', accelerator = '', cpu = ''] = line.split(' ')
    return { pid: Number(pid), accelerator, cpu }
  })
}

const probe = (options: Partial<ProbeAccelerationOptions> = {}) =>
  probeAcceleration({
    qemu: { path: sandbox.path('bin/qemu'), version: '7.2.22' },
    cacheFile: sandbox.path('cache/acceleration.json'),
    workDir: sandbox.path('cache'),
    kvmDevice: sandbox.path('kvm'),
    logger: silentLogger,
    limits: { tcgMs: 10_000, kvmMinMs: 5_000 },
    ...options,
  })

describe('without access to KVM', () => {
  it('runs nothing where there is no device', async () => {
    await fakeQemu({})
    await rm(sandbox.path('kvm'))
    expect(await probe()).toMatchObject({
      accelerator: 'tcg',
      reason: 'kvm-missing',
      kvmMs: null,
      tcgMs: null,
    })
    expect(await starts()).toEqual([])
  })

  it('sees at once that access was granted', async () => {
    await fakeQemu({})
    // A file that the kernel lets nobody write, not even root.
    await symlink('/proc/sys/kernel/ostype', sandbox.path('node'))
    const kvmDevice = sandbox.path('node')
    expect(await probe({ kvmDevice })).toMatchObject({
      accelerator: 'tcg',
      reason: 'kvm-no-permission',
    })
    expect(await starts()).toEqual([])
    await rm(kvmDevice)
    await symlink(sandbox.path('kvm'), kvmDevice)
    expect(await probe({ kvmDevice })).toMatchObject({ accelerator: 'kvm', reason: 'kvm-proved' })
  })
})

describe('the verdict', () => {
  it('takes KVM where it ends and is faster', async () => {
    await fakeQemu({})
    expect(await probe()).toEqual({
      accelerator: 'kvm',
      reason: 'kvm-proved',
      kvmMs: 20,
      tcgMs: 300,
      kvmCpu: 'host',
    })
    expect((await starts()).map(({ accelerator, cpu }) => `${accelerator} ${cpu}`)).toEqual([
      'tcg max',
      'kvm host',
    ])
    // The disk of the test is gone.
    expect(await readdir(sandbox.path('cache'))).toEqual(['acceleration.json'])
  })

  it('takes TCG where KVM is slower', async () => {
    await fakeQemu({ kvm: 'finish(400)' })
    expect(await probe()).toEqual({
      accelerator: 'tcg',
      reason: 'kvm-slow',
      kvmMs: 400,
      tcgMs: 300,
      kvmCpu: 'host',
    })
  })

  it('leaves out the features that QEMU dies of', async () => {
    await fakeQemu({
      kvm: `
        if (!cpu.includes('-arch-capabilities')) die('qemu: error: failed to set MSR 0x10a to 0x69')
        else if (!cpu.includes('-vmx')) die('qemu: error: failed to set MSR 0x480 to 0x1')
        else finish(20)`,
    })
    expect(await probe()).toMatchObject({
      reason: 'kvm-proved',
      kvmCpu: 'host,-arch-capabilities,-vmx',
    })
    expect(await starts()).toHaveLength(4)
  })

  it('gives up on a QEMU that dies of the same register again', async () => {
    await fakeQemu({ kvm: `die('qemu: error: failed to set MSR 0x10a to 0x69')` })
    expect(await probe()).toMatchObject({
      accelerator: 'tcg',
      reason: 'kvm-failed',
      kvmMs: null,
      tcgMs: 300,
      detail: expect.stringContaining('failed to set MSR 0x10a'),
    })
    expect(await starts()).toHaveLength(3)
  })

  it('ends a KVM that hangs, and leaves no process', async () => {
    await fakeQemu({ kvm: 'hang()' })
    const acceleration = await probe({ limits: { tcgMs: 10_000, kvmMinMs: 50 } })
    expect(acceleration).toMatchObject({ accelerator: 'tcg', reason: 'kvm-failed', tcgMs: 300 })
    expect(acceleration.detail).toMatch(/^the self-test had not ended after \d+ ms$/)
    for (const { pid } of await starts()) expect(await isRunning(pid)).toBe(false)
  })

  it('does not take an end for the end of the test', async () => {
    await fakeQemu({ kvm: 'process.exit(0)' })
    expect(await probe()).toMatchObject({ reason: 'kvm-failed', detail: 'exit status 0' })
    await fakeQemu({ kvm: 'process.exit(33)' })
    await utimes(sandbox.path('bin/qemu'), 1, 1)
    expect(await probe()).toMatchObject({ reason: 'kvm-failed', detail: 'exit status 33' })
    await fakeQemu({ kvm: `process.stdout.write('RLD123', () => process.exit(0))` })
    await utimes(sandbox.path('bin/qemu'), 2, 2)
    expect(await probe()).toMatchObject({ reason: 'kvm-failed' })
  })

  it('ends a program that prints without end', async () => {
    await fakeQemu({
      kvm: `
        const block = Buffer.alloc(65536)
        const fill = () => { while (process.stdout.write(block)); process.stdout.once('drain', fill) }
        fill()`,
    })
    expect(await probe()).toMatchObject({ reason: 'kvm-failed', detail: 'ended by SIGKILL' })
  })

  it('judges KVM alone where this QEMU has no TCG, and does not keep it', async () => {
    await fakeQemu({ tcg: `die('invalid accelerator tcg')` })
    expect(await probe()).toMatchObject({ reason: 'kvm-proved', kvmMs: 20, tcgMs: null })
    expect(await sandbox.read('cache/acceleration.json')).toBe('')
  })

  it('is TCG where the test cannot be run at all', async () => {
    expect(await probe()).toMatchObject({ accelerator: 'tcg', reason: 'kvm-failed', tcgMs: null })
    await fakeQemu({})
    expect(await probe({ workDir: sandbox.path('kvm/below-a-file') })).toMatchObject({
      accelerator: 'tcg',
      reason: 'kvm-failed',
    })
  })

  it('stops when asked to, with no process left', async () => {
    await fakeQemu({ tcg: 'hang()' })
    const controller = new AbortController()
    const reason = new Error('closing')
    const probing = probe({ signal: controller.signal })
    while ((await starts()).length === 0) await new Promise(setImmediate)
    controller.abort(reason)
    await expect(probing).rejects.toBe(reason)
    for (const { pid } of await starts()) expect(await isRunning(pid)).toBe(false)
    await expect(probe({ signal: controller.signal })).rejects.toBe(reason)
  })
})

describe('the cache', () => {
  it('saves the second run, and counts for one QEMU, one boot and one device', async () => {
    await fakeQemu({})
    const first = await probe()
    expect(await probe()).toEqual(first)
    expect(await starts()).toHaveLength(2)

    await utimes(sandbox.path('bin/qemu'), 1, 1)
    await probe()
    expect(await starts()).toHaveLength(4)

    await chmod(sandbox.path('kvm'), 0o600)
    await probe()
    expect(await starts()).toHaveLength(6)

    const cacheFile = sandbox.path('cache/acceleration.json')
    const cached = JSON.parse(await sandbox.read('cache/acceleration.json')) as object
    await writeFile(cacheFile, JSON.stringify({ ...cached, bootId: 'another' }))
    await probe()
    expect(await starts()).toHaveLength(8)

    await writeFile(cacheFile, '{"format":1,')
    expect(await probe()).toEqual(first)
    expect(await starts()).toHaveLength(10)

    await probe({ anew: true })
    expect(await starts()).toHaveLength(12)
  })

  it('keeps a lasting failure and forgets a passing one', async () => {
    await fakeQemu({ kvm: `die('ioctl(KVM_CREATE_VM) failed: 16 Device or resource busy')` })
    expect(await probe()).toMatchObject({ reason: 'kvm-failed' })
    await probe()
    expect(await starts()).toHaveLength(4)
    await fakeQemu({ kvm: `die('error: failed to set MSR 0x122 to 0x0')` })
    await probe()
    await probe()
    expect(await starts()).toHaveLength(6)
  })

  it('does not outlive the permission', async () => {
    await fakeQemu({})
    expect(await probe()).toMatchObject({ reason: 'kvm-proved' })
    await rm(sandbox.path('kvm'))
    expect(await probe()).toMatchObject({ reason: 'kvm-missing' })
  })
})
