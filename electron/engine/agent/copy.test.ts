import { writeFileSync } from 'node:fs'
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Job } from '../jobs/job-list.ts'
import { copyIn } from './copy-in.ts'
import { copyOut } from './copy-out.ts'
import { FakeAgent, type Reaction } from './testing/fake-agent.ts'
import { withAgent } from './with-agent.ts'

let agent: FakeAgent
/** The guest's files, by path. */
let files: Map<string, Buffer>
beforeEach(async () => {
  agent = await FakeAgent.make()
  files = new Map()
  agent.react = guestOf(files)
  await mkdir(host('out'))
})
afterEach(() => agent.close())

const host = (name: string): string => join(agent.dir, name)
const refuse = (desc: string) => ({ error: { class: 'GenericError', desc } })

/** A guest without a shell, as Windows is: files only. */
function guestOf(store: Map<string, Buffer>): Reaction {
  const opened: { path: string; at: number }[] = []
  return ({ execute, arguments: given = {} }) => {
    const file = opened[Number(given['handle'])] ?? { path: '', at: 0 }
    const content = store.get(file.path) ?? Buffer.alloc(0)
    switch (execute) {
      case 'guest-file-open': {
        const path = String(given['path'])
        if (given['mode'] === 'wb') store.set(path, Buffer.alloc(0))
        else if (!store.has(path)) return refuse(`failed to open '${path}': No such file`)
        return { return: opened.push({ path, at: 0 }) - 1 }
      }
      case 'guest-file-write': {
        // No more than it likes at once.
        const bytes = Buffer.from(String(given['buf-b64']), 'base64').subarray(0, 30_000)
        store.set(file.path, Buffer.concat([content, bytes]))
        return { return: { count: bytes.length, eof: false } }
      }
      case 'guest-file-read': {
        const bytes = content.subarray(file.at, file.at + Number(given['count']))
        file.at += bytes.length
        const encoded = bytes.toString('base64')
        return { return: { count: bytes.length, 'buf-b64': encoded, eof: bytes.length === 0 } }
      }
      case 'guest-file-seek':
        file.at = given['whence'] === 'end' ? content.length : 0
        return { return: { position: file.at, eof: false } }
      case 'guest-exec':
        return refuse('Guest agent command failed, error was: no /bin/sh')
      default:
        return { return: {} }
    }
  }
}

/** Changes what the guest says to one command. */
function butFor(command: string, answer: Reaction): void {
  const before = agent.react
  agent.react = (message) => (message.execute === command ? answer(message) : before(message))
}

function job(controller = new AbortController()): Job & { seen: [number, number][] } {
  const seen: [number, number][] = []
  return { signal: controller.signal, progress: (done, total) => seen.push([done, total]), seen }
}

const send = (overwrite = false, work = job()) =>
  withAgent(agent.guest(), (client) =>
    copyIn(client, work, { from: host('file'), to: 'C:\\file', overwrite }),
  )
const fetch = (overwrite = false, work = job()) =>
  withAgent(agent.guest(), (client) =>
    copyOut(client, work, { from: '/file', to: host('out/file'), overwrite }),
  )

const content = Buffer.from(Array.from({ length: 400_000 }, (_, index) => index % 251))

describe('a copy into a guest without a shell', () => {
  beforeEach(() => writeFile(host('file'), content))

  test('arrives whole though the guest takes less at once than it is given', async () => {
    const work = job()
    await send(false, work)
    expect(files.get('C:\\file')?.equals(content)).toBe(true)
    expect(work.seen[0]).toEqual([0, content.length])
    expect(work.seen.at(-1)).toEqual([content.length, content.length])
  })

  test('leaves what is there unless it may be replaced', async () => {
    files.set('C:\\file', Buffer.from('old'))
    await expect(send()).rejects.toMatchObject({ code: 'FILE_EXISTS' })
    expect(files.get('C:\\file')?.toString()).toBe('old')
    await send(true)
    expect(files.get('C:\\file')?.equals(content)).toBe(true)
  })

  test.each([0, -1, 1_000_000])(
    'fails where the guest says that it wrote %d bytes',
    async (count) => {
      butFor('guest-file-write', () => ({ return: { count, eof: false } }))
      await expect(send()).rejects.toMatchObject({ code: 'AGENT_REFUSED' })
      expect(agent.heard.at(-1)).toBe('guest-file-close')
    },
  )

  test('fails where the guest finds out at the end that its disk is full', async () => {
    butFor('guest-file-close', () => refuse('No space left on device'))
    await expect(send(true)).rejects.toMatchObject({ code: 'AGENT_REFUSED' })
  })

  test('ends when it is cancelled, with the file closed', async () => {
    const controller = new AbortController()
    butFor('guest-file-write', () => {
      controller.abort(new Error('not wanted'))
      return { return: { count: 48 * 1024, eof: false } }
    })
    const write = send(true, job(controller))
    await expect(write).rejects.toThrow('not wanted')
    expect(agent.heard.at(-1)).toBe('guest-file-close')
  })
})

describe('a copy out of a guest', () => {
  beforeEach(() => files.set('/file', content))
  const left = (): Promise<string[]> => readdir(host('out'))

  test('arrives whole', async () => {
    await fetch()
    expect((await readFile(host('out/file'))).equals(content)).toBe(true)
    expect(await left()).toEqual(['file'])
  })

  test('leaves what is there unless it may be replaced, and never follows a link', async () => {
    await writeFile(host('other'), 'other')
    await symlink(host('other'), host('out/file'))
    await expect(fetch()).rejects.toMatchObject({ code: 'FILE_EXISTS' })
    await fetch(true)
    expect(await readFile(host('other'), 'utf8')).toBe('other')
    expect((await readFile(host('out/file'))).equals(content)).toBe(true)
  })

  test('does not replace what came while it was under way', async () => {
    butFor('guest-file-seek', () => {
      writeFileSync(host('out/file'), 'came first')
      return { return: { position: 5, eof: false } }
    })
    await expect(fetch()).rejects.toMatchObject({ code: 'FILE_EXISTS' })
    expect(await readFile(host('out/file'), 'utf8')).toBe('came first')
    expect(await left()).toEqual(['file'])
  })

  test.each([
    ['more than was asked for', { count: 600_000, 'buf-b64': 'A'.repeat(800_000), eof: false }],
    ['less than it says', { count: 10, 'buf-b64': 'AAAA', eof: false }],
    ['something else', { count: 'many' }],
  ])('that brings %s is given up, and nothing is left', async (_, answer) => {
    butFor('guest-file-read', () => ({ return: answer }))
    await expect(fetch()).rejects.toMatchObject({ code: 'AGENT_REFUSED' })
    expect(await left()).toEqual([])
  })

  test('that never ends is ended by cancelling it', async () => {
    const controller = new AbortController()
    let reads = 0
    butFor('guest-file-read', () => {
      reads += 1
      if (reads === 20) controller.abort(new Error('enough'))
      return { return: { count: 3, 'buf-b64': 'AAAA', eof: false } }
    })
    await expect(fetch(false, job(controller))).rejects.toThrow('enough')
    expect(await left()).toEqual([])
  })

  test('takes no more than the file was long when it began', async () => {
    butFor('guest-file-read', () => ({ return: { count: 3, 'buf-b64': 'YWJj', eof: false } }))
    butFor('guest-file-seek', () => ({ return: { position: 10, eof: false } }))
    await fetch()
    expect(await readFile(host('out/file'), 'utf8')).toBe('abcabcabca')
  })

  test('takes what a file of the kernel holds, which is empty by its size', async () => {
    butFor('guest-file-seek', () => ({ return: { position: 0, eof: false } }))
    await fetch()
    expect((await readFile(host('out/file'))).equals(content)).toBe(true)
  })

  test('is refused where there is no room for as much as the guest says', async () => {
    butFor('guest-file-seek', () => ({ return: { position: 2 ** 52, eof: false } }))
    await expect(fetch()).rejects.toMatchObject({ code: 'SPACE_NEEDED' })
    expect(agent.heard).not.toContain('guest-file-read')
    expect(await left()).toEqual([])
  })

  test('into a folder that is not there says so', async () => {
    const to = host('none/file')
    const copying = withAgent(agent.guest(), (client) =>
      copyOut(client, job(), { from: '/file', to, overwrite: false }),
    )
    await expect(copying).rejects.toMatchObject({ code: 'FILE_WRITE_FAILED', params: { path: to } })
  })
})
