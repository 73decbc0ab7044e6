import { describe, expect, it } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestState } from '../../../shared/domain/guest.ts'
import type { LogoutPolicy } from '../../../shared/domain/guest-config.ts'
import { silentLogger } from '../../platform/logger.ts'
import { leaveGuests, type LeavingGuest } from './leave.ts'

interface Fake extends LeavingGuest {
  readonly did: string[]
  save: () => Promise<void>
}

function guest(
  id: string,
  policy: LogoutPolicy,
  can: { save?: boolean; shutDown?: boolean; state?: GuestState } = {},
): Fake {
  const did: string[] = []
  return {
    ...{ id, name: id, policy, did },
    settle: async () => can.state ?? 'running',
    save: async () => {
      did.push('save')
      if (can.save === false) throw new GuesthouseError('SAVE_BLOCKED', { reason: 'x' })
    },
    shutDown: async () => {
      did.push('shut down')
      return can.shutDown ?? true
    },
  }
}

const logger = silentLogger

describe('leaving', () => {
  it('does for each guest what its own policy says', async () => {
    const guests = [guest('a', 'save'), guest('b', 'shutdown'), guest('c', 'leave')]
    expect(await leaveGuests(guests, { logger })).toEqual([
      { id: 'a', outcome: 'saved', error: null },
      { id: 'b', outcome: 'shut-down', error: null },
      { id: 'c', outcome: 'left', error: null },
    ])
    expect(guests.map(({ did }) => did)).toEqual([['save'], ['shut down'], []])
  })

  it('does for all what is asked for now', async () => {
    const guests = [guest('a', 'save'), guest('b', 'leave')]
    const results = await leaveGuests(guests, { policy: 'shutdown', logger })
    expect(results.map(({ outcome }) => outcome)).toEqual(['shut-down', 'shut-down'])
  })

  it('shuts down what cannot be saved, and says so', async () => {
    const blocked = guest('a', 'save', { save: false })
    expect(await leaveGuests([blocked, guest('b', 'save')], { logger })).toMatchObject([
      { id: 'a', outcome: 'shut-down', error: { code: 'SAVE_BLOCKED' } },
      { id: 'b', outcome: 'saved', error: null },
    ])
    expect(blocked.did).toEqual(['save', 'shut down'])
  })

  it('saves what does not shut down, and what is paused, and says so', async () => {
    const deaf = guest('a', 'shutdown', { shutDown: false })
    const paused = guest('b', 'shutdown', { state: 'paused' })
    expect(await leaveGuests([deaf, paused], { logger })).toMatchObject([
      { outcome: 'saved', error: { code: 'SHUTDOWN_IGNORED' } },
      { outcome: 'saved', error: { code: 'GUEST_WRONG_STATE' } },
    ])
    expect(paused.did).toEqual(['save'])
  })

  it('waits for what is under way, and leaves alone what does not run afterwards', async () => {
    const guests = [
      guest('a', 'shutdown', { state: 'saved' }),
      guest('b', 'save', { state: 'stopped' }),
    ]
    expect(await leaveGuests(guests, { logger })).toEqual([
      { id: 'a', outcome: 'saved', error: null },
      { id: 'b', outcome: 'shut-down', error: null },
    ])
    expect(guests.map(({ did }) => did)).toEqual([[], []])
  })

  it('leaves what does neither', async () => {
    const stuck = guest('a', 'save', { save: false, shutDown: false })
    expect(await leaveGuests([stuck], { logger })).toMatchObject([
      { outcome: 'left', error: { code: 'SAVE_BLOCKED' } },
    ])
  })

  it('saves two at a time, and lets nobody wait for one that shuts down', async () => {
    let saving = 0
    let most = 0
    const order: string[] = []
    let poweredOff = (): void => {}
    const slow: LeavingGuest = {
      ...guest('slow', 'shutdown'),
      shutDown: () =>
        new Promise((resolve) => {
          poweredOff = () => resolve(true)
        }),
    }
    const saved = ['a', 'b', 'c', 'd', 'e'].map((id) => guest(id, 'save'))
    for (const each of saved) {
      each.save = async () => {
        most = Math.max(most, ++saving)
        await new Promise((resolve) => setImmediate(resolve))
        saving--
        order.push(each.id)
        if (order.length === 5) poweredOff()
      }
    }
    const results = await leaveGuests([slow, ...saved], { logger })
    expect(most).toBe(2)
    expect(results.map(({ outcome }) => outcome)).toEqual([
      'shut-down',
      ...['saved', 'saved', 'saved', 'saved', 'saved'],
    ])
  })

  it('tells each step, and what was in the way', async () => {
    const steps: string[] = []
    const guests = [
      guest('a', 'save', { save: false }),
      guest('b', 'leave'),
      guest('c', 'shutdown', { state: 'saved' }),
    ]
    const told = (id: string, state: string, error: { code: string } | null): void =>
      void steps.push([id, state, ...(error === null ? [] : [error.code])].join(' '))
    await leaveGuests(guests, { told, logger })
    expect(steps.filter((step) => step.startsWith('a'))).toEqual([
      'a saving',
      'a shutting-down SAVE_BLOCKED',
      'a shut-down SAVE_BLOCKED',
    ])
    expect(steps.filter((step) => !step.startsWith('a'))).toEqual(['b left', 'c saved'])
  })

  it('begins nothing more once it is stopped, undoes what is half done, and tries nothing else', async () => {
    const controller = new AbortController()
    const { signal } = controller
    const reason = new GuesthouseError('JOB_CANCELLED')
    const untilAborted = (): Promise<never> =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const saving = { ...guest('saving', 'save'), save: untilAborted }
    const other = { ...guest('other', 'save'), save: untilAborted }
    const waiting = guest('waiting', 'save')
    const stopping = { ...guest('stopping', 'shutdown'), shutDown: untilAborted }
    const busy = {
      ...guest('busy', 'save'),
      settle: () => untilAborted().catch(() => 'running' as const),
    }
    const left = leaveGuests([saving, other, waiting, stopping, busy], {
      ...{ signal, logger },
      told: (id, state) => {
        // The last that begins anything.
        if (id === 'stopping' && state === 'shutting-down') {
          setImmediate(() => controller.abort(reason))
        }
      },
    })
    const cancelled = { outcome: 'left', error: { code: 'JOB_CANCELLED' } }
    expect(await left).toMatchObject(Array.from({ length: 5 }, () => cancelled))
    expect([saving, other, waiting, stopping, busy].flatMap(({ did }) => did)).toEqual([])
  })
})
