import { describe, expect, it, vi } from 'vitest'
import type { LogoutPolicy } from '../../../shared/domain/guest-config.ts'
import type { LeavingView } from '../../../shared/domain/leaving.ts'
import { silentLogger } from '../../platform/logger.ts'
import type { LeavingGuest } from './leave.ts'
import { Leaving } from './leaving.ts'

/** A guest whose save ends when the test says so, or is undone. */
function heldGuest(id: string, policy: LogoutPolicy = 'save') {
  let finish = (): void => {}
  const guest: LeavingGuest = {
    ...{ id, name: id, policy },
    settle: async () => 'running',
    save: (signal) =>
      new Promise((resolve, reject) => {
        finish = resolve
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
    shutDown: async () => true,
  }
  return { guest, finish: () => finish() }
}

function leavingOf(...guests: readonly LeavingGuest[]) {
  const leaving = new Leaving({ guests: () => guests, logger: silentLogger })
  const told: (LeavingView | null)[] = []
  leaving.onChange((view) => told.push(view))
  const states = (): string[] =>
    told.map((view) =>
      view === null ? 'over' : view.guests.map(({ id, state }) => `${id} ${state}`).join(', '),
    )
  const saving = (): Promise<void> => vi.waitFor(() => expect(states().at(-1)).toContain('saving'))
  return { leaving, told, states, saving }
}

describe('leaving', () => {
  it('is told from the first step to the last', async () => {
    const [held, other] = [heldGuest('a'), heldGuest('b', 'shutdown')]
    const { leaving, told, states, saving } = leavingOf(held.guest, other.guest)
    const done = leaving.begin({ reason: 'session' })
    expect(leaving.view()).toMatchObject({ reason: 'session', stopping: false })
    await saving()
    held.finish()
    await done
    expect(states()[0]).toBe('a waiting, b waiting')
    expect(states().at(-2)).toBe('a saved, b shut-down')
    expect(told.at(-1)).toBeNull()
    expect(leaving.view()).toBeNull()
  })

  it('is done once where two ask for it, for the graver reason', async () => {
    const held = heldGuest('a')
    const { leaving, saving } = leavingOf(held.guest)
    const quit = leaving.begin({ reason: 'quit' })
    await saving()
    const session = leaving.begin({ reason: 'session' })
    expect(leaving.view()?.reason).toBe('session')
    void leaving.begin({ reason: 'quit' })
    expect(leaving.view()?.reason).toBe('session')
    held.finish()
    const results = await quit
    expect(results).toEqual([{ id: 'a', outcome: 'saved', error: null }])
    expect(await session).toBe(results)
  })

  it('is stopped, and can be begun again before it has', async () => {
    const held = heldGuest('a')
    const { leaving, told, saving } = leavingOf(held.guest)
    const first = leaving.begin({ reason: 'quit' })
    await saving()
    leaving.stop()
    expect(leaving.view()?.stopping).toBe(true)
    const second = leaving.begin({ reason: 'session' })
    expect(await first).toMatchObject([{ outcome: 'left', error: { code: 'JOB_CANCELLED' } }])
    await vi.waitFor(() => expect(told.at(-1)?.guests[0]?.state).toBe('saving'))
    held.finish()
    expect(await second).toMatchObject([{ outcome: 'saved' }])
    await leaving.settled()
    expect(leaving.view()).toBeNull()
  })

  it('stays in sight while the computer goes down, until that is called off', async () => {
    const held = heldGuest('a')
    const { leaving, saving } = leavingOf(held.guest)
    const done = leaving.begin({ reason: 'shutdown' })
    await saving()
    held.finish()
    await done
    expect(leaving.view()).toMatchObject({ reason: 'shutdown', guests: [{ state: 'saved' }] })
    leaving.stop()
    expect(leaving.view()).toBeNull()
  })

  it('is not told where nothing has to be done', async () => {
    const { leaving, told } = leavingOf(heldGuest('a', 'leave').guest)
    expect(await leaving.begin({ reason: 'session' })).toEqual([
      { id: 'a', outcome: 'left', error: null },
    ])
    expect(told).toEqual([])
  })
})
