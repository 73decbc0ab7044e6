import { chmod, rm } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type * as stop from '../process/stop.ts'
import { endProcess } from '../process/stop.ts'
import { EngineHome, eventually, idleGuest, untilState, viewOf } from '../testing/engine-home.ts'

// A process that waits for the kernel cannot be made to order: here ending it just does not work.
vi.mock('../process/stop.ts', async (original) => {
  const { endProcess: real } = await original<typeof stop>()
  return { endProcess: vi.fn(real) }
})

let home: EngineHome
beforeEach(async () => {
  home = await EngineHome.make()
})
afterEach(() => home.dispose())

describe('a start that fails', () => {
  it('shows a QEMU that does not end, until it has', async () => {
    const env = await home.fakeQemu(
      'case "$*" in *-uuid*) exec 9<> <(:); read -r -u 9;; esac; exec "$REAL" "$@"',
    )
    const engine = await home.open(env)
    const { id } = await engine.create(idleGuest())
    vi.mocked(endProcess).mockResolvedValueOnce(false)
    const failed = engine.start(id).catch((error: unknown) => error)
    await eventually(async () => expect(await home.guestPids()).not.toEqual([]))
    await engine.powerOff(id).catch(() => {})
    expect(await failed).toMatchObject({ code: 'QEMU_CANNOT_BE_ENDED' })
    await untilState(engine, id, 'stopped')
    expect(await home.guestPids()).toEqual([])
  })

  it('says that its log cannot be written', async () => {
    const engine = await home.open()
    const { id } = await engine.create(idleGuest())
    await engine.start(id)
    await engine.powerOff(id)
    const { stateDir, qemuLog, previousQemuLog } = home.paths.guest(id)
    await Promise.all([rm(qemuLog), rm(previousQemuLog, { force: true })])
    await chmod(stateDir, 0o500)
    try {
      await expect(engine.start(id)).rejects.toMatchObject({ code: 'FILE_WRITE_FAILED' })
    } finally {
      await chmod(stateDir, 0o700)
    }
    expect(viewOf(engine, id)).toMatchObject({ state: 'stopped' })
  })
})
