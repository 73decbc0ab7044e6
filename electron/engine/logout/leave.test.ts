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
    ...{ id, policy, did },
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
})
