import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Greeting, greetServer } from './server-connection.ts'

let dir: string
let server: Server | null = null
const clients = new Set<Socket>()
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-greet-'))
})
afterEach(async () => {
  for (const client of clients) client.destroy()
  clients.clear()
  await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)))
  server = null
  await rm(dir, { recursive: true })
})

async function serve(onClient: (client: Socket) => void): Promise<string> {
  const path = join(dir, 'socket')
  const started = createServer((client) => {
    clients.add(client)
    client.on('error', () => {})
    onClient(client)
  })
  server = started
  await new Promise<void>((resolve) => started.listen(path, resolve))
  return path
}

const greeting: Greeting = {
  request: Buffer.from('hello'),
  answer: (received) => {
    if (received.includes('no')) throw new Error('it refuses')
    return received.includes('yes') ? 'a server' : null
  },
}

test('is let in, by an answer in parts, and keeps the connection', async () => {
  const path = await serve((client) => {
    client.once('data', (request) => {
      client.write('y')
      client.write(request.toString() === 'hello' ? 'es' : 'nothing')
    })
  })
  const { connection, serverName } = await greetServer({ path, greeting })
  expect(serverName).toBe('a server')
  const [client] = clients
  const closed = new Promise((resolve) => client?.once('close', resolve))
  connection.destroy()
  await closed
})

test('says why it is not let in', async () => {
  const path = await serve((client) => client.write('no'))
  await expect(greetServer({ path, greeting })).rejects.toThrow('it refuses')
})

test('does not wait for a server that takes the connection and is silent', async () => {
  const path = await serve(() => {})
  const asked = greetServer({ path, greeting, timeoutMs: 30 })
  await expect(asked).rejects.toThrow('does not answer within 0.03 s')
})

test('says that the server closed the connection', async () => {
  const path = await serve((client) => client.end())
  await expect(greetServer({ path, greeting })).rejects.toThrow('it closed the connection')
})

test('does not read without an end', async () => {
  const path = await serve((client) => client.write(Buffer.alloc(1024 * 1024)))
  await expect(greetServer({ path, greeting })).rejects.toThrow('without an end')
})

test('says that nothing is there', async () => {
  const path = join(dir, 'nothing')
  await expect(greetServer({ path, greeting })).rejects.toMatchObject({ code: 'ENOENT' })
})
