import { execFileSync } from 'node:child_process'
import { appendFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { connectSocket } from './connect-socket.ts'
import { NotPlain, openPlain, readAtMost, readPlain } from './plain-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gh-plain-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('reads a file, and nothing else that is in its place', async () => {
  const path = join(folder, 'file')
  await writeFile(path, 'content')
  const mine = [process.getuid?.() ?? -1]
  const read = (name: string, owners = mine, maxBytes = 7): Promise<Buffer> =>
    readPlain(join(folder, name), { owners, maxBytes })
  expect((await read('file')).toString()).toBe('content')
  await symlink(path, join(folder, 'link'))
  execFileSync('mkfifo', [join(folder, 'fifo')])
  for (const name of ['link', 'fifo', '.']) await expect(read(name)).rejects.toThrow(NotPlain)
  await expect(read('file', [4242])).rejects.toThrow('is of uid')
  await expect(read('file', mine, 6)).rejects.toThrow('has 7 bytes')
  await expect(read('none')).rejects.toMatchObject({ code: 'ENOENT' })
})

it('reads no more of a file than it may, though that grows', async () => {
  const path = join(folder, 'file')
  await writeFile(path, 'content')
  const file = await openPlain(path, { maxBytes: 8 })
  try {
    await appendFile(path, ' and more')
    expect((await readAtMost(file, 8)).toString()).toBe('content ')
  } finally {
    await file.close()
  }
})

it('connects to a socket, and not to where a link leads', async () => {
  const path = join(folder, 'socket')
  let callers = 0
  const server = createServer((socket) => {
    callers += 1
    socket.end('hello')
  })
  await new Promise<void>((resolve) => {
    server.listen(path, resolve)
  })
  try {
    await symlink(path, join(folder, 'link'))
    await expect(connectSocket(join(folder, 'link'))).rejects.toThrow(NotPlain)
    await expect(connectSocket(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' })
    const socket = await connectSocket(path)
    const said: Buffer[] = []
    for await (const chunk of socket) said.push(chunk as Buffer)
    expect(Buffer.concat(said).toString()).toBe('hello')
    expect(callers).toBe(1)
  } finally {
    server.close()
  }
  await expect(connectSocket(path, AbortSignal.abort(new Error('over')))).rejects.toThrow('over')
})
