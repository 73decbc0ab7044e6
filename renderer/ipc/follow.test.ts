import { beforeEach, describe, expect, it, vi } from 'vitest'
import { toErrorData } from '../../shared/domain/errors.ts'
import { type FakeBridge, makeFakeBridge } from '../dev/fake-bridge.ts'
import { sampleGuest, sampleHost } from '../dev/samples.ts'
import { follow, type TopicListener } from './follow.ts'

const guest = (name: string) => sampleGuest(1, name, 'running')
const put = (name: string) => ({ type: 'put', guest: guest(name) }) as const

describe('follow', () => {
  let bridge: FakeBridge
  const seen: string[] = []
  const listener: TopicListener<'guests'> = {
    onSnapshot: (guests) => seen.push(`snapshot ${guests.map(({ name }) => name).join()}`),
    onChange: (change) => seen.push(change.type === 'put' ? change.guest.name : 'removed'),
    onError: (error) => seen.push(error.code),
  }
  beforeEach(() => {
    seen.length = 0
    bridge = makeFakeBridge({ guests: [guest('first')], host: sampleHost })
    window.guesthouse = bridge
  })

  it('gives the snapshot, then the changes in order', async () => {
    follow('guests', listener)
    await vi.waitFor(() => expect(seen).toEqual(['snapshot first']))
    bridge.put(guest('second'))
    bridge.remove(guest('any').id)
    expect(seen).toEqual(['snapshot first', 'second', 'removed'])
  })

  it('keeps changes that overtake the snapshot, and leaves out those that are in it', async () => {
    let answer: (value: unknown) => void = () => undefined
    const started = new Promise((resolve) => {
      answer = resolve
    })
    window.guesthouse = { ...bridge, subscribe: () => started }
    follow('guests', listener)
    bridge.emit('guests', 4, put('in the snapshot'))
    bridge.emit('guests', 5, put('after it'))
    expect(seen).toEqual([])
    answer({ ok: true, value: { sequence: 4, snapshot: [guest('start')] } })
    await vi.waitFor(() => expect(seen).toEqual(['snapshot start', 'after it']))
  })

  it('asks for a new snapshot when a number is missing', async () => {
    const subscribe = vi.spyOn(bridge, 'subscribe')
    follow('guests', listener)
    await vi.waitFor(() => expect(seen).toEqual(['snapshot first']))
    subscribe.mockResolvedValueOnce({
      ok: true,
      value: { sequence: 3, snapshot: [guest('whole again')] },
    })
    bridge.emit('guests', 3, put('after a gap'))
    await vi.waitFor(() => expect(seen).toEqual(['snapshot first', 'snapshot whole again']))
    bridge.emit('guests', 4, put('goes on'))
    expect(seen.at(-1)).toBe('goes on')
    expect(subscribe).toHaveBeenCalledTimes(2)
  })

  it('does not mix up topics', async () => {
    follow('guests', listener)
    await vi.waitFor(() => expect(seen).toHaveLength(1))
    bridge.setHost(sampleHost)
    expect(seen).toHaveLength(1)
  })

  it('reports a refused subscription', async () => {
    vi.spyOn(bridge, 'subscribe').mockResolvedValueOnce({
      ok: false,
      error: toErrorData(new Error('no')),
    })
    follow('guests', listener)
    await vi.waitFor(() => expect(seen).toEqual(['INTERNAL']))
  })

  it('says nothing more once it was ended', async () => {
    const unsubscribe = vi.spyOn(bridge, 'unsubscribe')
    const end = follow('guests', listener)
    await vi.waitFor(() => expect(seen).toHaveLength(1))
    end()
    bridge.put(guest('late'))
    expect(seen).toHaveLength(1)
    expect(unsubscribe).toHaveBeenCalledWith('guests')
  })

  it('shares one subscription among all who follow a topic, and ends it with the last', async () => {
    const unsubscribe = vi.spyOn(bridge, 'unsubscribe')
    const other: string[] = []
    const endFirst = follow('guests', listener)
    await vi.waitFor(() => expect(seen).toEqual(['snapshot first']))
    bridge.put(guest('second'))
    const endSecond = follow('guests', {
      ...listener,
      onSnapshot: (guests) => other.push(`snapshot ${guests.map(({ name }) => name).join()}`),
      onChange: () => other.push('change'),
    })
    await vi.waitFor(() => expect(other).toEqual(['snapshot second']))
    endFirst()
    endFirst()
    bridge.put(guest('third'))
    expect(other).toEqual(['snapshot second', 'change'])
    expect(seen).toEqual(['snapshot first', 'second'])
    expect(unsubscribe).not.toHaveBeenCalled()
    endSecond()
    expect(unsubscribe).toHaveBeenCalledExactlyOnceWith('guests')
  })
})
