import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { channels } from '../../../shared/ipc/channels.ts'
import { makeFakeBridge } from '../../dev/fake-bridge.ts'
import { sampleGuest, sampleHost, sampleId } from '../../dev/samples.ts'
import { errorDataOf } from '../../ipc/call.ts'
import { openPort } from './open-port.ts'

const id = sampleId(1)
const origin = window.location.origin

function arrive(token: string, port: MessagePort | null, from = origin): void {
  const event = new MessageEvent('message', {
    data: { type: channels.consolePort, token },
    origin: from,
    ports: port === null ? [] : [port],
  })
  window.dispatchEvent(event)
}

describe('openPort', () => {
  let abort: AbortController
  let open: (token: string) => undefined
  beforeEach(() => {
    abort = new AbortController()
    window.guesthouse = makeFakeBridge({
      guests: [sampleGuest(1, 'one', 'running')],
      host: sampleHost,
      handlers: { 'consoles.open': ({ token }) => open(token) },
    })
  })
  afterEach(() => vi.useRealTimers())

  it('gives the port of its own token, even one that comes before the answer', async () => {
    const { port1, port2 } = new MessageChannel()
    open = (token) => {
      arrive('another', port1)
      arrive(token, null)
      arrive(token, port1, 'https://elsewhere.example')
      arrive(token, port2)
      return undefined
    }
    await expect(openPort(id, { kind: 'vnc' }, abort.signal)).resolves.toBe(port2)
    port1.close()
    port2.close()
  })

  it('rejects with what main refused', async () => {
    open = () => {
      throw new GuesthouseError('CONSOLE_UNAVAILABLE')
    }
    const error = await openPort(id, { kind: 'vnc' }, abort.signal).catch(errorDataOf)
    expect(error).toMatchObject({ code: 'CONSOLE_UNAVAILABLE' })
  })

  it('does not wait for ever for a port', async () => {
    vi.useFakeTimers()
    open = () => undefined
    const error = openPort(id, { kind: 'vnc' }, abort.signal).catch(errorDataOf)
    await vi.advanceTimersByTimeAsync(5000)
    await expect(error).resolves.toMatchObject({ code: 'CONSOLE_FAILED' })
  })

  it('stops waiting when nobody wants it any more', async () => {
    open = () => undefined
    const waiting = openPort(id, { kind: 'vnc' }, abort.signal)
    abort.abort(new Error('left'))
    await expect(waiting).rejects.toThrow('left')
  })

  it('closes a port that comes when nobody wants it any more', async () => {
    let token = ''
    open = (asked) => void (token = asked)
    const { port1, port2 } = new MessageChannel()
    const close = vi.spyOn(port2, 'close')
    const waiting = openPort(id, { kind: 'vnc' }, abort.signal)
    await vi.waitFor(() => expect(token).not.toBe(''))
    abort.abort(new Error('left'))
    await expect(waiting).rejects.toThrow('left')
    arrive(token, port2)
    expect(close).toHaveBeenCalledTimes(1)
    port1.close()
  })

  it('closes a port that comes too late', async () => {
    vi.useFakeTimers()
    let token = ''
    open = (asked) => void (token = asked)
    const { port1, port2 } = new MessageChannel()
    const close = vi.spyOn(port2, 'close')
    const error = openPort(id, { kind: 'vnc' }, abort.signal).catch(errorDataOf)
    await vi.advanceTimersByTimeAsync(5000)
    await expect(error).resolves.toMatchObject({ code: 'CONSOLE_FAILED' })
    arrive(token, port2)
    expect(close).toHaveBeenCalledTimes(1)
    port1.close()
  })
})
