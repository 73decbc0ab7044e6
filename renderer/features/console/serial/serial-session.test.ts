import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import { channels } from '../../../../shared/ipc/channels.ts'
import { CREDIT_STEP } from '../../../../shared/ipc/console.ts'
import { makeFakeBridge } from '../../../dev/fake-bridge.ts'
import { sampleGuest, sampleHost, sampleId } from '../../../dev/samples.ts'
import type { Connection } from '../connection.ts'
import { type SerialSession, startSerialSession } from './serial-session.ts'

describe('startSerialSession', () => {
  const id = sampleId(1)
  const reported: Connection[] = []
  const sessions: SerialSession[] = []
  const received: unknown[] = []
  const sink = {
    begin: vi.fn<() => void>(),
    write: vi.fn<(bytes: Uint8Array, done: () => void) => void>(),
    skipped: vi.fn<(bytes: number) => void>(),
  }
  let broker: MessagePort | null = null
  let refuse = false
  let history = 0

  beforeEach(() => {
    reported.length = 0
    received.length = 0
    refuse = false
    history = 0
    sink.begin.mockReset()
    sink.write.mockReset()
    sink.skipped.mockReset()
    window.guesthouse = makeFakeBridge({
      guests: [sampleGuest(1, 'one', 'running')],
      host: sampleHost,
      handlers: {
        'consoles.open': ({ token, console }) => {
          expect(console).toEqual({ kind: 'serial', device: 'serial0' })
          if (refuse) throw new GuesthouseError('CONSOLE_UNAVAILABLE')
          const { port1, port2 } = new MessageChannel()
          broker = port1
          port1.onmessage = ({ data }: MessageEvent<unknown>) => received.push(data)
          port1.postMessage({ type: 'open', history })
          const data = { type: channels.consolePort, token }
          const { origin } = window.location
          window.dispatchEvent(new MessageEvent('message', { data, origin, ports: [port2] }))
          return undefined
        },
      },
    })
  })
  afterEach(() => {
    for (const session of sessions.splice(0)) session.end()
    broker?.close()
  })

  const start = async () => {
    const session = startSerialSession(id, 'serial0', sink, (state) => reported.push(state))
    sessions.push(session)
    await vi.waitFor(() => expect(reported).toEqual([{ state: 'connected' }]))
    return session
  }

  it('returns credit only when the terminal has written the bytes', async () => {
    await start()
    broker?.postMessage(new Uint8Array(CREDIT_STEP))
    await vi.waitFor(() => expect(sink.write).toHaveBeenCalledTimes(1))
    expect(received).toEqual([])
    sink.write.mock.lastCall?.[1]()
    await vi.waitFor(() => expect(received).toEqual([{ type: 'credit', bytes: CREDIT_STEP }]))
  })

  it('does not answer what the past asks', async () => {
    history = 4
    const session = await start()
    expect(sink.begin).toHaveBeenCalledOnce()
    broker?.postMessage(new TextEncoder().encode('\x1b[6n'))
    await vi.waitFor(() => expect(sink.write).toHaveBeenCalledTimes(1))
    expect(session.replaying).toBe(true)
    session.send('\x1b[1;1R')
    sink.write.mock.lastCall?.[1]()
    expect(session.replaying).toBe(false)
    session.send('typed')
    await vi.waitFor(() => expect(received).toContainEqual(new TextEncoder().encode('typed')))
    expect(received).toEqual([new TextEncoder().encode('typed')])
  })

  it('says what was passed over, and sends what is typed as UTF-8', async () => {
    const session = await start()
    broker?.postMessage({ type: 'skipped', bytes: 70 })
    await vi.waitFor(() => expect(sink.skipped).toHaveBeenCalledWith(70))
    session.send('é\r')
    await vi.waitFor(() => expect(received).toEqual([Uint8Array.of(0xc3, 0xa9, 13)]))
  })

  it('tells of the end, and nothing of an end that it was asked for', async () => {
    await start()
    broker?.postMessage({ type: 'closed', reason: null })
    await vi.waitFor(() =>
      expect(reported.at(-1)).toEqual({ state: 'closed', reason: null, error: null }),
    )

    reported.length = 0
    const second = await start()
    second.end()
    await vi.waitFor(() => expect(received).toContainEqual({ type: 'close' }))
    expect(reported).toEqual([{ state: 'connected' }])
  })

  it('is told of a broker that died', async () => {
    await start()
    const { origin } = window.location
    const data = { type: channels.consolesLost }
    window.dispatchEvent(new MessageEvent('message', { data, origin: 'https://example.org' }))
    expect(reported).toHaveLength(1)
    window.dispatchEvent(new MessageEvent('message', { data, origin }))
    expect(reported.at(-1)).toEqual({
      ...{ state: 'closed', error: null },
      reason: 'the console broker ended',
    })
    window.dispatchEvent(new MessageEvent('message', { data, origin }))
    expect(reported).toHaveLength(2)
  })

  it('tells of a refusal with its error', async () => {
    refuse = true
    startSerialSession(id, 'serial0', sink, (state) => reported.push(state))
    await vi.waitFor(() =>
      expect(reported).toMatchObject([{ state: 'closed', error: { code: 'CONSOLE_UNAVAILABLE' } }]),
    )
  })
})
