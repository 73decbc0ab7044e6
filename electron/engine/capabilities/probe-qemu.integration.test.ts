import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import { Sandbox } from './fake-program.test-support.ts'
import { probeQemu } from './probe-qemu.ts'

let sandbox: Sandbox
beforeEach(async () => {
  expect(process.getuid?.(), 'QEMU is never run as root').not.toBe(0)
  sandbox = await Sandbox.make()
})
afterEach(() => sandbox.remove())

describe('probeQemu with the real QEMU', () => {
  it('learns its version and its devices, and answers from the cache afterwards', async () => {
    const cacheFile = sandbox.path('qemu.json')
    const options = { env: process.env, cacheFile, logger: silentLogger }
    const capabilities = await probeQemu(options)
    expect(capabilities.version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(capabilities.deviceTypes).toEqual(expect.arrayContaining(['virtio-blk-pci', 'ide-cd']))
    expect(capabilities.machineTypes).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^pc-q35-/),
        expect.stringMatching(/^pc-i440fx-/),
      ]),
    )
    expect(capabilities.netdevTypes).toEqual(expect.arrayContaining(['tap', 'bridge']))
    expect(capabilities.chardevTypes).toEqual(expect.arrayContaining(['socket']))
    expect(capabilities.audioDrivers).toContain('none')
    // With a PATH of the same program and a QEMU that could not answer in time.
    expect(await probeQemu({ ...options, timeoutMs: 1 })).toEqual(capabilities)
  })
})
