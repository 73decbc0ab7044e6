import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeFakeBridge } from '../dev/fake-bridge.ts'
import { sampleGuest, sampleHost, sampleId } from '../dev/samples.ts'
import { initialView, useView } from './view-store.ts'
import {
  followGuests,
  noGuests,
  selectRunningCount,
  useGuests,
  withChange,
  withSnapshot,
} from './guests-store.ts'

const a = sampleGuest(1, 'vm 10', 'running')
const b = sampleGuest(2, 'vm 2', 'stopped')

describe('the mirror of the guests', () => {
  afterEach(() => useGuests.setState(noGuests, true))

  it('sorts by name as a person does', () => {
    expect(withSnapshot([a, b]).order).toEqual([b.id, a.id])
  })

  it('puts, keeping the order and the other guests as they were', () => {
    const before = withSnapshot([a, b])
    const after = withChange(before, { type: 'put', guest: { ...a, state: 'paused' } })
    expect(after.byId[a.id]?.state).toBe('paused')
    expect(after.order).toBe(before.order)
    expect(after.byId[b.id]).toBe(b)
    expect(selectRunningCount(before)).toBe(1)
    expect(selectRunningCount(after)).toBe(0)
  })

  it('sorts anew when a name changes', () => {
    const after = withChange(withSnapshot([a, b]), { type: 'put', guest: { ...a, name: 'a' } })
    expect(after.order).toEqual([a.id, b.id])
  })

  it('removes, and leaves the state alone where there is nothing to remove', () => {
    const before = withSnapshot([a, b])
    const after = withChange(before, { type: 'removed', id: a.id })
    expect(after.order).toEqual([b.id])
    expect(after.byId).not.toHaveProperty(a.id)
    expect(withChange(after, { type: 'removed', id: sampleId(9) })).toBe(after)
  })

  it('follows main, and asks again after a failure', async () => {
    const bridge = makeFakeBridge({ guests: [a], host: sampleHost })
    window.guesthouse = { ...bridge, subscribe: () => Promise.reject(new Error('closed')) }
    followGuests()
    await vi.waitFor(() => expect(useGuests.getState().status).toBe('failed'))
    expect(useGuests.getState().error?.code).toBe('INTERNAL')

    window.guesthouse = bridge
    const end = followGuests()
    await vi.waitFor(() => expect(useGuests.getState().status).toBe('ready'))
    bridge.put(b)
    expect(useGuests.getState().order).toEqual([b.id, a.id])
    expect(useGuests.getState().error).toBeNull()
    end()
  })

  it('takes the view away from a guest that is no more, and from no other', async () => {
    const bridge = makeFakeBridge({ guests: [a, b], host: sampleHost })
    window.guesthouse = bridge
    const end = followGuests()
    await vi.waitFor(() => expect(useGuests.getState().status).toBe('ready'))
    const about = {
      ...initialView,
      place: { kind: 'guest', id: a.id },
      dialog: { kind: 'rename', id: a.id },
      tabs: { [a.id]: 'log', [b.id]: 'serial' },
    } as const
    useView.setState(about, true)
    bridge.remove(b.id)
    expect(useView.getState()).toEqual({ ...about, tabs: { [a.id]: 'log' } })
    bridge.remove(a.id)
    expect(useView.getState()).toEqual(initialView)
    end()
  })
})
