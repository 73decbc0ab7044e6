import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import { openScreenLink, type ScreenLink } from './screen-link.ts'
import { startVncSession, type VncSession, type VncSessionEvents } from './vnc-session.ts'

vi.mock(import('./vnc-session.ts'), () => ({
  startVncSession: vi.fn<typeof startVncSession>(),
}))

const sessionOf = (): VncSession => ({
  focus: vi.fn<VncSession['focus']>(),
  setViewOnly: vi.fn<VncSession['setViewOnly']>(),
  sendKey: vi.fn<VncSession['sendKey']>(),
  sendChord: vi.fn<VncSession['sendChord']>(),
  releaseKeys: vi.fn<VncSession['releaseKeys']>(),
  movePointer: vi.fn<VncSession['movePointer']>(),
  requestSize: vi.fn<VncSession['requestSize']>(),
  offerText: vi.fn<VncSession['offerText']>(),
  measureRoundTrip: vi.fn<VncSession['measureRoundTrip']>(),
  end: vi.fn<VncSession['end']>(),
})

describe('openScreenLink', () => {
  let sessions: { readonly events: VncSessionEvents; readonly session: VncSession }[]
  let target: HTMLElement
  let link: ScreenLink
  const last = () => {
    const found = sessions.at(-1)
    if (found === undefined) throw new Error('no session')
    return found
  }
  beforeEach(() => {
    vi.useFakeTimers()
    sessions = []
    vi.mocked(startVncSession).mockImplementation((_id, _target, events) => {
      const session = sessionOf()
      sessions.push({ events, session })
      return session
    })
    target = document.createElement('div')
    document.body.append(target)
    link = openScreenLink('id', target, { mayTake: () => true, copied: () => undefined })
  })
  afterEach(() => {
    link.end()
    target.remove()
    vi.useRealTimers()
  })
  const drop = () => last().events.ended({ kind: 'dropped', reason: 'EPIPE' })

  it('tries again by itself, more and more slowly', async () => {
    last().events.connected()
    expect(link.store.getState().connection).toBe('connected')
    for (const delay of [250, 500, 1000, 2000, 4000, 4000]) {
      const before = sessions.length
      drop()
      expect(link.store.getState()).toMatchObject({ connection: 'waiting', reason: 'EPIPE' })
      await vi.advanceTimersByTimeAsync(delay - 1)
      expect(sessions).toHaveLength(before)
      await vi.advanceTimersByTimeAsync(1)
      expect(sessions).toHaveLength(before + 1)
    }
  })

  it('takes a loss after a long time for the first', async () => {
    drop()
    await vi.advanceTimersByTimeAsync(250)
    last().events.connected()
    await vi.advanceTimersByTimeAsync(10_000)
    drop()
    await vi.advanceTimersByTimeAsync(250)
    expect(sessions).toHaveLength(3)
  })

  it('says why it could not be opened, and goes on trying', async () => {
    const error = new GuesthouseError('CONSOLE_UNAVAILABLE').toData()
    last().events.ended({ kind: 'refused', error })
    expect(link.store.getState()).toMatchObject({ connection: 'waiting', error })
    await vi.advanceTimersByTimeAsync(250)
    expect(sessions).toHaveLength(2)
  })

  it('does not go back to a screen that is hostile until it is told to', async () => {
    last().events.ended({ kind: 'hostile', reason: 'nonsense' })
    expect(link.store.getState()).toMatchObject({ connection: 'ended', hostile: true })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sessions).toHaveLength(1)
    link.reconnect()
    expect(sessions).toHaveLength(2)
    expect(link.store.getState()).toMatchObject({ connection: 'connecting', hostile: false })
  })

  it('asks for a size once, and not for the one that there is', () => {
    link.requestSize({ width: 800, height: 600 })
    last().events.connected()
    last().events.size(640, 480)
    link.requestSize({ width: 640, height: 480 })
    link.requestSize({ width: 800, height: 600 })
    link.requestSize({ width: 800, height: 600 })
    expect(vi.mocked(last().session.requestSize).mock.calls).toEqual([[800, 600]])
  })

  it('stays one that only looks on over a loss', async () => {
    last().events.connected()
    link.setViewOnly(true)
    drop()
    await vi.advanceTimersByTimeAsync(250)
    last().events.connected()
    expect(last().session.setViewOnly).toHaveBeenCalledWith(true)
  })

  it('asks for no size while it only looks on', () => {
    last().events.connected()
    link.setViewOnly(true)
    link.requestSize({ width: 800, height: 600 })
    expect(last().session.requestSize).not.toHaveBeenCalled()
  })

  describe('the keyboard that was lost with the connection', () => {
    const loseWithKeyboard = async () => {
      last().events.connected()
      const canvas = document.createElement('button')
      target.append(canvas)
      canvas.focus()
      drop()
      canvas.remove()
      await vi.advanceTimersByTimeAsync(250)
    }

    it('goes back to the guest', async () => {
      await loseWithKeyboard()
      last().events.connected()
      expect(last().session.focus).toHaveBeenCalledTimes(1)
    })

    it('stays where the person has taken it meanwhile', async () => {
      await loseWithKeyboard()
      const field = document.createElement('input')
      document.body.append(field)
      field.focus()
      last().events.connected()
      expect(last().session.focus).not.toHaveBeenCalled()
      field.remove()
    })
  })

  it('ends for good', async () => {
    drop()
    link.end()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sessions).toHaveLength(1)
  })
})
