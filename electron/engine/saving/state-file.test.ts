import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { access, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { receiveState, type StateReceiver } from './state-file.ts'

const MIB = 1024 * 1024
let dir: string
let receiver: StateReceiver
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-'))
  receiver = await receiveState({
    ...{ socketPath: join(dir, 's'), filePath: join(dir, 'state') },
    env: process.env,
  })
})
afterEach(async () => {
  await receiver.close()
  await rm(dir, { recursive: true, force: true })
})

async function sender(): Promise<Socket> {
  const socket = connect(receiver.uri.replace('unix:', ''))
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

/** Its end, with an error or without. */
const closing = (socket: Socket): Promise<void> =>
  new Promise((resolve) => socket.once('close', () => resolve()))

describe('a stream of a guest’s memory', () => {
  it('is on the disk, whole, in order and for its owner alone', async () => {
    const socket = await sender()
    const sent = createHash('sha256')
    for (let part = 0; part < 80; part++) {
      const bytes = randomBytes(MIB + part)
      sent.update(bytes)
      if (!socket.write(bytes)) await once(socket, 'drain')
    }
    socket.end()
    const bytes = await receiver.received
    expect(bytes).toBe(80 * MIB + (79 * 80) / 2)
    const file = await readFile(join(dir, 'state'))
    expect(createHash('sha256').update(file).digest('hex')).toBe(sent.digest('hex'))
    const { mode, size } = await stat(join(dir, 'state'))
    expect([(mode & 0o777).toString(8), size]).toEqual(['600', bytes])
  })

  it('ends with what came where its sender is gone', async () => {
    const socket = await sender()
    socket.write('half')
    socket.destroySoon()
    expect(await receiver.received).toBe(4)
  })

  it('is taken from one sender only', async () => {
    const socket = await sender()
    socket.end('one')
    await receiver.received
    const second = connect(receiver.uri.replace('unix:', ''))
    const [error] = (await once(second, 'error')) as [NodeJS.ErrnoException]
    expect(['ENOENT', 'ECONNREFUSED']).toContain(error.code)
  })

  it('is closed without a sender, and leaves no socket', async () => {
    await receiver.close()
    expect(await readdir(dir)).toEqual(['state'])
  })

  it('is closed in the middle, and its sender is told', async () => {
    const socket = await sender()
    socket.write(randomBytes(MIB))
    const closed = closing(socket)
    await receiver.close()
    await closed
    await expect(receiver.received).rejects.toMatchObject({ code: 'FILE_WRITE_FAILED' })
  })

  it('is refused by a disk that is full, in the words for that, and its sender is told', async () => {
    // A limit on the size of files, which children inherit, stands in for a full disk.
    const limit = (bytes: string): Buffer =>
      execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}`])
    limit(`${2 * MIB}:unlimited`)
    try {
      const socket = await sender()
      const closed = closing(socket)
      socket.write(randomBytes(8 * MIB))
      await expect(receiver.received).rejects.toMatchObject({
        code: 'NO_SPACE',
        params: { path: join(dir, 'state') },
      })
      await closed
    } finally {
      limit('unlimited:unlimited')
    }
  })

  it('needs a path that fits a socket', async () => {
    const socketPath = join(dir, 'x'.repeat(100))
    const filePath = join(dir, 'other')
    await expect(receiveState({ socketPath, filePath, env: {} })).rejects.toMatchObject({
      code: 'SOCKET_PATH_TOO_LONG',
    })
    await expect(access(filePath)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
