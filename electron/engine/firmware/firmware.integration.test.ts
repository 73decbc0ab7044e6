import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commandLineOf } from '../../platform/process-identity.ts'
import type { Engine } from '../index.ts'
import { EngineHome, eventually, idleGuest, pidOf, viewOf } from '../testing/engine-home.ts'

let home: EngineHome
let engine: Engine
beforeEach(async () => {
  home = await EngineHome.make()
  engine = await home.open()
})
afterEach(() => home.dispose())

test("this computer's firmware is offered, Secure Boot with its keys", async () => {
  expect(await engine.firmware()).toEqual({ uefi: true, secureBoot: 'keys' })
})

test.each([
  { name: 'UEFI', secureBoot: false },
  { name: 'UEFI with Secure Boot', secureBoot: true },
])(
  'a guest with $name runs it, and its settings are its own',
  async ({ secureBoot }) => {
    const firmware = { kind: 'uefi' as const, secureBoot }
    const { id } = await engine.create(idleGuest({ firmware, memoryMiB: 128 }))
    await engine.start(id)
    const argv = await commandLineOf(pidOf(viewOf(engine, id)))
    // Flash that only SMM writes is what keeps the keys from the guest.
    const machine = argv[argv.indexOf('-machine') + 1]?.split(',')
    expect(machine?.includes('smm=on')).toBe(secureBoot)
    // UEFI writes its first variables when it looks for something to boot.
    const { nvram } = home.paths.guest(id)
    const before = await readFile(nvram)
    await eventually(async () => expect(before.equals(await readFile(nvram))).toBe(false), 100_000)
    const notices = viewOf(engine, id).runtime?.notices.map(({ code }) => code)
    expect(notices).not.toContain('SECURE_BOOT_NO_KEYS')
  },
  120_000,
)
