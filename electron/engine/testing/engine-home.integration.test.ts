import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { listProcesses } from '../../platform/process-identity.ts'
import { withGuests } from '../network/testing/network-guests.ts'
import { EngineHome, eventually, idleGuest } from './engine-home.ts'

it('ends all that was started in it, and takes its files away', async () => {
  const home = await EngineHome.make()
  const running = async () =>
    (await listProcesses()).filter(({ argv }) => argv.some((one) => one.includes(home.dir)))
  const networks = [{ kind: 'private' as const, name: 'lab' }]
  const guests = [{ guest: idleGuest({ tpm: true }), networks }]
  const { engine, ids } = await withGuests(home, guests)
  await engine.start(ids[0])
  // The guest, its TPM and the switch of its network.
  const programs = ['qemu-system-x86_64', 'qemu-system-x86_64', 'swtpm']
  await eventually(async () =>
    expect((await running()).map(({ argv }) => basename(argv[0] ?? '')).sort()).toEqual(programs),
  )
  // Not even one that is stopped is left.
  for (const { pid } of await running()) process.kill(pid, 'SIGSTOP')
  await home.dispose()
  expect(await running()).toEqual([])
  expect(existsSync(home.dir)).toBe(false)
})
