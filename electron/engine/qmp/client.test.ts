import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import { openQmp } from './client.ts'
import { connectQmp } from './connect.ts'
import { QmpCommandError, QmpProtocolError, QmpTimeoutError } from './errors.ts'
import { answer, FakeServer, GREETING, type Request, send } from './fake-server.test-support.ts'
import { cleanups, closed, dial, failure, serve } from './fake-session.test-support.ts'

describe('the handshake', () => {
  it('writes nothing before the greeting, then asks for capabilities first', async () => {
    const [readable, writable] = [new PassThrough(), new PassThrough()]
    const opening = openQmp({ readable, writable })
    // Within one process nothing is on its way any more after a turn of the event loop.
    await new Promise(setImmediate)
    expect(writable.readableLength).toBe(0)
    readable.write(GREETING)
    const request = once(writable, 'data')
    expect(JSON.parse(String(await request))).toEqual({ execute: 'qmp_capabilities', id: 1 })
    readable.write('{"return": {}, "id": 1}\r\n')
    const client = await opening
    expect(client.version).toBe('7.2.22')
    client.close()
  })

  it('takes a greeting and replies that come byte by byte', async () => {
    const server = await serve(
      FakeServer.start((fake, socket) => {
        const slowly = async (text: string): Promise<void> => {
          for (const byte of Buffer.from(text)) {
            socket.write(Buffer.from([byte]))
            await new Promise(setImmediate)
          }
        }
        void slowly(GREETING)
        fake.onRequests(socket, ({ id }) => {
          void slowly(`${JSON.stringify({ return: { text: 'größe €' }, id })}\r\n`)
        })
      }),
    )
    const client = await dial(server)
    expect(await client.execute('query-version')).toEqual({ text: 'größe €' })
  })

  it('gives up on a server that does not greet', async () => {
    const server = await serve(FakeServer.start(() => {}))
    const error = await failure(dial(server, { greetingTimeoutMs: 30 }))
    expect(error.code).toBe('QEMU_NO_ANSWER')
    expect(error.cause).toBeInstanceOf(QmpTimeoutError)
    expect(server.received).toBe('')
  })

  it('gives up on a server that greets and then is silent', async () => {
    const server = await serve(FakeServer.start((_, socket) => socket.resume().write(GREETING)))
    const error = await failure(dial(server, { commandTimeoutMs: 30 }))
    expect(error.code).toBe('QEMU_NO_ANSWER')
    const socket = server.sockets[0]
    if (socket !== undefined && !socket.destroyed) await once(socket, 'close')
  })

  it('refuses something that is not QMP', async () => {
    for (const text of ['SSH-2.0-OpenSSH\r\n', '{"hello":1}\n', '[1]\n', '{"QMP":{}}\n']) {
      const server = await serve(FakeServer.start((_, socket) => socket.write(text)))
      const error = await failure(dial(server))
      expect(error.code).toBe('QEMU_NO_ANSWER')
      expect(error.cause).toBeInstanceOf(QmpProtocolError)
    }
  })

  it('fails when the server closes before or within the greeting', async () => {
    for (const text of ['', GREETING.slice(0, 20)]) {
      const server = await serve(FakeServer.start((_, socket) => socket.end(text)))
      expect((await failure(dial(server))).code).toBe('QEMU_NO_ANSWER')
    }
  })

  it('fails when capabilities are refused', async () => {
    const server = await serve(
      FakeServer.start((fake, socket) => {
        socket.write(GREETING)
        fake.onRequests(socket, ({ id }) =>
          send(socket, { error: { class: 'GenericError', desc: 'no' }, id }),
        )
      }),
    )
    expect((await failure(dial(server))).code).toBe('QEMU_REFUSED')
  })

  it('tells a socket that is absent from one that nobody listens on', async () => {
    const server = await FakeServer.start(() => {})
    const absent = await failure(connectQmp({ path: `${server.path}-absent` }))
    expect(absent.code).toBe('QEMU_NO_ANSWER')
    expect(absent.cause).toMatchObject({ code: 'ENOENT' })
    await server.stop()
    const { createServer } = await import('node:net')
    const { mkdtemp, rename, rm } = await import('node:fs/promises')
    const { tmpdir } = await import('node:os')
    const directory = await mkdtemp(`${tmpdir()}/gh-qmp-`)
    cleanups.push(() => rm(directory, { recursive: true }))
    const listener = createServer()
    await new Promise<void>((resolve) => listener.listen(`${directory}/a`, resolve))
    // Closing removes the socket by its name, so the one that was renamed stays, deaf.
    await rename(`${directory}/a`, `${directory}/b`)
    await new Promise((resolve) => listener.close(resolve))
    const refusedError = await failure(connectQmp({ path: `${directory}/b` }))
    expect(refusedError.cause).toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('hears of a server that leaves as soon as it is called', async () => {
    const server = await serve(FakeServer.start((_, socket) => socket.end()))
    for (let call = 0; call < 50; call++) {
      const { cause } = await failure(connectQmp({ path: server.path }))
      // Not only after a time-out.
      expect(cause).toMatchObject({ message: 'the connection is closed' })
    }
  })

  it('stops when asked to, with the reason it was given', async () => {
    const server = await serve(FakeServer.start(() => {}))
    const controller = new AbortController()
    const connecting = dial(server, { signal: controller.signal })
    const reason = new Error('changed my mind')
    controller.abort(reason)
    await expect(connecting).rejects.toBe(reason)
    await expect(dial(server, { signal: controller.signal })).rejects.toBe(reason)
  })
})

describe('commands', () => {
  it('sends arguments and gives the answer', async () => {
    const requests: Request[] = []
    const server = await serve(
      FakeServer.polite((request, socket) => {
        requests.push(request)
        answer(socket, request, 'text')
      }),
    )
    const client = await dial(server)
    expect(await client.execute('human-monitor-command', { 'command-line': 'info mtree' })).toBe(
      'text',
    )
    expect(requests).toEqual([
      { execute: 'human-monitor-command', arguments: { 'command-line': 'info mtree' }, id: 2 },
    ])
  })

  it('gives each reply to the command it belongs to, in whatever order they come', async () => {
    const waiting: Request[] = []
    const server = await serve(
      FakeServer.polite((request, socket) => {
        waiting.push(request)
        if (waiting.length < 3) return
        for (const one of waiting.reverse()) answer(socket, one, { status: one.execute })
      }),
    )
    const client = await dial(server)
    const answers = await Promise.all([
      client.execute('query-status'),
      client.execute('query-kvm'),
      client.execute('query-version'),
    ])
    expect(answers).toEqual([
      { status: 'query-status' },
      { status: 'query-kvm' },
      { status: 'query-version' },
    ])
  })

  it('says what QEMU refused, in its words', async () => {
    const server = await serve(
      FakeServer.polite(({ id }, socket) =>
        send(socket, { error: { class: 'CommandNotFound', desc: 'not here' }, id }),
      ),
    )
    const client = await dial(server)
    const error = await failure(client.execute('system_reset'))
    expect(error.code).toBe('QEMU_REFUSED')
    expect(error.message).toBe('QEMU refused the request: not here.')
    expect(error.cause).toBeInstanceOf(QmpCommandError)
    expect(error.cause).toMatchObject({ command: 'system_reset', errorClass: 'CommandNotFound' })
  })

  it('survives an error reply without the usual fields', async () => {
    const server = await serve(
      FakeServer.polite(({ id }, socket) => send(socket, { error: null, id })),
    )
    const client = await dial(server)
    expect((await failure(client.execute('stop'))).code).toBe('QEMU_REFUSED')
  })

  it('times out one command while others are answered, and drops its late reply', async () => {
    let late: (() => void) | undefined
    const server = await serve(
      FakeServer.polite((request, socket) => {
        if (request.execute === 'stop') late = () => answer(socket, request)
        else answer(socket, request, { running: true, status: 'running' })
      }),
    )
    const client = await dial(server)
    const slow = failure(client.execute('stop', undefined, { timeoutMs: 40 }))
    expect(await client.execute('query-status')).toEqual({ running: true, status: 'running' })
    const error = await slow
    expect(error.code).toBe('QEMU_NO_ANSWER')
    expect(error.cause).toBeInstanceOf(QmpTimeoutError)
    late?.()
    expect(await client.execute('query-status')).toEqual({ running: true, status: 'running' })
  })

  it('ignores replies to ids that it never gave out', async () => {
    const server = await serve(
      FakeServer.polite((request, socket) => {
        send(socket, { return: 'no', id: 4711 })
        send(socket, { return: 'no', id: 'text' })
        send(socket, { return: 'no' })
        send(socket, { error: { class: 'GenericError', desc: 'JSON parse error' } })
        answer(socket, request, 'yes')
      }),
    )
    const client = await dial(server)
    expect(await client.execute('query-kvm')).toBe('yes')
  })
})

describe('the end of a connection', () => {
  it('fails every pending command when QEMU goes away', async () => {
    const server = await serve(
      FakeServer.polite((request, socket) => {
        if (request.execute === 'cont') socket.end()
      }),
    )
    const client = await dial(server)
    const end = closed(client)
    const errors = await Promise.all([
      failure(client.execute('query-status')),
      failure(client.execute('cont')),
    ])
    expect(errors.map((error) => error.code)).toEqual(['QEMU_NO_ANSWER', 'QEMU_NO_ANSWER'])
    expect(await end).toBeNull()
  })

  it('fails with the error when the connection ends within a message', async () => {
    const server = await serve(FakeServer.polite((_, socket) => socket.end('{"return": {')))
    const client = await dial(server)
    const end = closed(client)
    expect((await failure(client.execute('query-status'))).cause).toBeInstanceOf(QmpProtocolError)
    expect(await end).toBeInstanceOf(QmpProtocolError)
  })

  it('closes on garbage, on what is no object and on unknown messages', async () => {
    for (const garbage of ['\u0000\u0001binary\n', '"text"\n', 'null\n', '{"what":1}\n']) {
      const server = await serve(FakeServer.polite((_, socket) => socket.write(garbage)))
      const client = await dial(server)
      const end = closed(client)
      const error = await failure(client.execute('query-status'))
      expect(error.code).toBe('QEMU_NO_ANSWER')
      expect(error.cause).toBeInstanceOf(QmpProtocolError)
      expect(await end).toBe(error.cause)
    }
  })

  it('closes on a line that has no end', async () => {
    const server = await serve(
      FakeServer.polite((_, socket) => {
        const block = 'x'.repeat(1_000)
        const fill = (): void => {
          while (!socket.destroyed && socket.write(block));
        }
        socket.on('drain', fill)
        fill()
      }),
    )
    const client = await dial(server, { maxLineBytes: 100_000 })
    const error = await failure(client.execute('query-status'))
    expect(error.cause).toBeInstanceOf(QmpProtocolError)
    expect(String(error.cause)).toContain('100000 bytes')
  })

  it('takes a huge line below the limit', async () => {
    const text = 'x'.repeat(8 * 1024 * 1024)
    const server = await serve(
      FakeServer.polite((request, socket) => answer(socket, request, text)),
    )
    const client = await dial(server)
    const got = await client.execute('human-monitor-command', { 'command-line': 'info qtree' })
    expect(got.length).toBe(text.length)
  })

  it('refuses commands after it was closed, and tells each listener once', async () => {
    const server = await serve(FakeServer.polite(() => {}))
    const client = await dial(server)
    const early = vi.fn<(error: Error | null) => void>()
    const removed = vi.fn<(error: Error | null) => void>()
    client.onClose(early)
    client.onClose(removed)()
    const pending = failure(client.execute('query-status'))
    client.close()
    client.close()
    expect((await pending).code).toBe('QEMU_NO_ANSWER')
    expect((await failure(client.execute('query-status'))).code).toBe('QEMU_NO_ANSWER')
    const late = vi.fn<(error: Error | null) => void>()
    client.onClose(late)
    expect(late).not.toHaveBeenCalled()
    await new Promise(setImmediate)
    expect(early.mock.calls).toEqual([[null]])
    expect(late.mock.calls).toEqual([[null]])
    expect(removed).not.toHaveBeenCalled()
  })
})

describe('a pair of streams', () => {
  it('speaks QMP over the stdio of a process', async () => {
    const [readable, writable] = [new PassThrough(), new PassThrough()]
    readable.write(GREETING)
    writable.on('data', (chunk: Buffer) => {
      const { id } = JSON.parse(chunk.toString()) as Request
      readable.write(`${JSON.stringify({ return: {}, id })}\n`)
    })
    const client = await openQmp({ readable, writable })
    await client.execute('stop')
    const end = closed(client)
    readable.end()
    expect(await end).toBeNull()
    expect(writable.destroyed).toBe(true)
  })

  it('is not brought down by an error of the writing half alone', async () => {
    const [readable, writable] = [new PassThrough(), new PassThrough()]
    readable.write(GREETING)
    const opening = openQmp({ readable, writable }, { greetingTimeoutMs: 10_000 })
    writable.destroy(Object.assign(new Error('broken pipe'), { code: 'EPIPE' }))
    readable.end()
    expect((await failure(opening)).code).toBe('QEMU_NO_ANSWER')
  })
})
