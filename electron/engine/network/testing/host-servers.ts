import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'

export const GREETING = 'hello from the host'

const servers: Server[] = []

export function closeServers(): void {
  for (const server of servers.splice(0)) server.close()
}

/** A server of this computer that greets. Returns its port. */
export async function serve(host: string): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => {}).end(`${GREETING}\n`))
  servers.push(server.listen({ host, port: 0 }))
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** A web server of this computer whose page does not end. */
export async function serveWithoutEnd(host: string): Promise<{ port: number; sent: () => number }> {
  const chunk = Buffer.alloc(64 * 1024)
  let bytes = 0
  const server = createServer((socket) => {
    const send = (): void => {
      do bytes += chunk.length
      while (socket.write(chunk))
    }
    socket
      .on('error', () => {})
      .on('drain', send)
      .resume()
    socket.write('HTTP/1.0 200 OK\r\n\r\n')
    send()
  })
  servers.push(server.listen({ host, port: 0 }))
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, sent: () => bytes }
}

/** A port of this computer that nobody has. */
export async function freePort(): Promise<number> {
  const port = await serve('127.0.0.1')
  const server = servers.pop()?.close()
  if (server !== undefined) await once(server, 'close')
  return port
}

export async function isTaken(port: number): Promise<boolean> {
  const server = createServer().listen({ host: '127.0.0.1', port })
  try {
    await once(server, 'listening')
    return false
  } catch {
    return true
  } finally {
    server.close()
  }
}

/** What comes back from a port of this computer when something is sent to it. */
export async function echo(port: number, text: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port })
  socket.write(text)
  const [answer] = (await once(socket, 'data', { signal: AbortSignal.timeout(20_000) })) as [Buffer]
  socket.destroy()
  return answer.toString()
}

/** This computer's own address, to which nothing but the computer answers. */
export function ownAddress(): string {
  const found = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal)
  if (found === undefined) throw new Error('this computer has no IPv4 address')
  return found.address
}
