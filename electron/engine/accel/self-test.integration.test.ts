import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import { Sandbox } from '../capabilities/fake-program.test-support.ts'
import { findQemu } from '../capabilities/index.ts'
import { probeAcceleration } from './index.ts'
import { proveKvm } from './prove-kvm.ts'
import { selfTestSector } from './self-test-image.ts'

const source = fileURLToPath(new URL('../../../assets/kvm-self-test/self-test.S', import.meta.url))

let sandbox: Sandbox
beforeEach(async () => {
  expect(process.getuid?.(), 'QEMU is never run as root').not.toBe(0)
  sandbox = await Sandbox.make()
})
afterEach(() => sandbox.remove())

describe('the self-test', () => {
  it('is what its source assembles to, byte for byte', async () => {
    const [object, image] = [sandbox.path('self-test.o'), sandbox.path('self-test.bin')]
    execFileSync('as', ['--64', source, '-o', object])
    const format = ['-m', 'elf_x86_64', '-Ttext', '0x7c00', '--oformat', 'binary']
    execFileSync('ld', [...format, object, '-o', image])
    expect(selfTestSector().toString('hex')).toBe((await readFile(image)).toString('hex'))
  })

  it('runs to its end under TCG, whatever KVM does', { timeout: 60_000 }, async () => {
    const { acceleration } = await proveKvm({
      qemuPath: await findQemu(process.env),
      workDir: sandbox.path('work'),
    })
    // 50 million rounds take TCG 0.3 s on an idle host; less than 10 ms would be no loop at all.
    expect(acceleration.tcgMs).toBeGreaterThan(10)
    expect(acceleration.tcgMs).toBeLessThan(20_000)
  })

  it('gives one verdict, and the same again from the cache', { timeout: 60_000 }, async () => {
    const probe = () =>
      findQemu(process.env).then((path) =>
        probeAcceleration({
          qemu: { path, version: '' },
          cacheFile: sandbox.path('acceleration.json'),
          workDir: sandbox.path('work'),
          logger: silentLogger,
        }),
      )
    const first = await probe()
    expect(await probe()).toEqual(first)
    const faster = first.kvmMs !== null && first.kvmMs < (first.tcgMs ?? Number.POSITIVE_INFINITY)
    expect(first.accelerator).toBe(faster ? 'kvm' : 'tcg')
    expect(first.reason === 'kvm-proved').toBe(faster)
  })
})
