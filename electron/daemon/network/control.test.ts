import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import { type ControlServer, serveControl } from './control-server.ts'
import { type NetworkControl, networkControl } from './network-control.ts'
import { NetworkService } from './network-service.ts'
import { REQUEST_MAX_BYTES } from './protocol.ts'
import { type FakeLinks, fakeLinks } from './testing/fake-links.ts'

let dir: string
let path: string
let links: FakeLinks
let service: NetworkService
let server: ControlServer
let control: NetworkControl
const sockets: Socket[] = []

const serve = (requestMs?: number): Promise<ControlServer> =>
  serveControl({ path, service, logger: silentLogger, ...(requestMs ? { requestMs } : {}) })

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-control-'))
  path = join(dir, 'control')
  links = await fakeLinks(dir)
  await links.bridge('br0')
  service = new NetworkService({
    settings: { bridges: ['br0'], tapsPerUser: 4, tapsPerBridge: 8 },
    ...{ host: links.host, logger: silentLogger, mayHaveTaps: async () => true },
  })
  server = await serve()
  control = networkControl({ path, logger: silentLogger })
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await server.close()
  await rm(dir, { recursive: true })
})

/** What comes back until the service hangs up. */
async function send(bytes: string | Buffer): Promise<string> {
  const socket = connect({ path })
  sockets.push(socket)
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  socket.on('error', () => {})
  socket.end(bytes)
  await once(socket, 'close')
  return answer
}

describe('the network service’s socket', () => {
  it('carries requests, answers and errors', async () => {
    const tap = await control.create('br0', 1000)
    expect(await control.list()).toEqual([tap])
    expect(await control.bridges()).toEqual(['br0'])
    await expect(control.create('br1', 1000)).rejects.toMatchObject({
      ...{ code: 'BRIDGE_NOT_OFFERED', params: { bridge: 'br1' } },
    })
    await control.remove(tap.device, { unlessInUse: true })
    expect(await control.list()).toEqual([])
  })

  it('answers several requests on one line, in turn, and one that is cut in two', async () => {
    const answers = await send('{"do":"list"}\n{"do":"bridges"}\n')
    expect(answers).toBe('{"ok":true,"value":[]}\n{"ok":true,"value":["br0"]}\n')
    const socket = connect({ path })
    sockets.push(socket)
    socket.write('{"do":')
    await once(socket, 'connect')
    socket.write('"list"}\n')
    expect(String(await once(socket, 'data'))).toBe('{"ok":true,"value":[]}\n')
  })

  it.each([
    ['garbage', Buffer.from([0, 255, 10, 128, 13, 10])],
    ['no JSON', 'remove everything\n'],
    ['an unknown request', '{"do":"format"}\n'],
    ['another type', '[]\n'],
    ['more than is known', '{"do":"list","all":true}\n'],
    ['a path for a bridge', '{"do":"create","bridge":"../eth0","uid":1000}\n'],
    ['the parent for a bridge', '{"do":"create","bridge":"..","uid":1000}\n'],
    ['an option for a device', '{"do":"remove","device":"--help","unlessInUse":false}\n'],
    ['no number for an account', '{"do":"create","bridge":"br0","uid":"0"}\n'],
    ['the account that means none', '{"do":"create","bridge":"br0","uid":4294967295}\n'],
    ['a line that is too long', `${'x'.repeat(REQUEST_MAX_BYTES + 1)}\n`],
    ['one that does not end', 'x'.repeat(REQUEST_MAX_BYTES * 2)],
  ])('refuses %s, and goes on', async (_what, bytes) => {
    expect(JSON.parse(await send(bytes))).toMatchObject({
      ...{ ok: false, error: { code: 'ARGUMENTS_INVALID' } },
    })
    expect(links.commands).toEqual([])
    expect(await control.list()).toEqual([])
  })

  it('hangs up on who brings no whole request in time', async () => {
    await server.close()
    server = await serve(50)
    const socket = connect({ path })
    sockets.push(socket)
    socket.write('{"do":')
    await once(socket.resume(), 'close')
    expect(await control.list()).toEqual([])
  })

  it('serves others beside hundreds that say nothing, as soon as those leave', async () => {
    const idle = Array.from({ length: 300 }, () => connect({ path }))
    sockets.push(...idle)
    await Promise.all(
      idle.map((socket) => {
        socket.on('error', () => {})
        return new Promise((resolve) => socket.once('connect', resolve).once('close', resolve))
      }),
    )
    for (const socket of idle) socket.destroy()
    await vi.waitFor(async () => expect(await control.list()).toEqual([]))
  })

  it('answers however many ask at once, in order with what was done before', async () => {
    const reads = Array.from({ length: 200 }, (_, index) =>
      index % 2 === 0 ? control.list() : control.bridges(),
    )
    const before = await Promise.all(reads)
    expect(before.filter((answer) => answer.length === 0)).toHaveLength(100)
    void control.list()
    const tap = await control.create('br0', 1000)
    expect(await Promise.all([control.list(), control.list()])).toEqual([[tap], [tap]])
  })

  it('is offered only in a directory that is closed to others', async () => {
    await server.close()
    await chmod(dir, 0o755)
    await expect(serve()).rejects.toMatchObject({ code: 'NETWORK_SOCKET_UNSAFE' })
    await chmod(dir, 0o770)
    await expect(serve()).rejects.toMatchObject({ code: 'NETWORK_SOCKET_UNSAFE' })
    await chmod(dir, 0o750)
    server = await serve()
  })

  it('is not taken from a service that answers', async () => {
    await expect(serve()).rejects.toMatchObject({ code: 'EADDRINUSE' })
    expect(await control.list()).toEqual([])
  })
})

describe('a service that is gone', () => {
  it('is told as such', async () => {
    await server.close()
    await expect(control.list()).rejects.toMatchObject({ code: 'NETWORK_SERVICE_GONE' })
    await writeFile(path, '')
    await expect(control.list()).rejects.toMatchObject({ code: 'NETWORK_SERVICE_GONE' })
    await rm(path)
    server = await serve()
  })

  it('is found again by who watches', async () => {
    let changes = 0
    const end = control.watch(() => (changes += 1))
    await vi.waitFor(() => expect(changes).toBe(1))
    await control.create('br0', 1000)
    service.linksChanged()
    await vi.waitFor(() => expect(changes).toBe(2))
    await server.close()
    server = await serve()
    await vi.waitFor(() => expect(changes).toBe(3), { timeout: 20_000 })
    end()
  })
})
