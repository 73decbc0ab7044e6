import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acquireOwnerLock } from './owner-lock.ts'
import { bootId, identify } from './process-identity.ts'

let home: string
let path: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gh-lock-'))
  path = join(home, '.owner')
})
afterEach(() => rm(home, { recursive: true, force: true }))

describe('the owner lock', () => {
  it('refuses a second owner and names the first', async () => {
    const lock = await acquireOwnerLock(path)
    await expect(acquireOwnerLock(path)).rejects.toMatchObject({
      code: 'STORE_OWNED',
      params: { pid: process.pid },
    })
    await lock.release()
    await (await acquireOwnerLock(path)).release()
    expect(await readdir(home)).toEqual([])
  })

  it.each([
    ['of a process that is gone', () => ({ pid: 2 ** 22, startTime: '1', bootId: bootId() })],
    ['of an earlier process with our number', () => ({ ...identify(process.pid), startTime: '1' })],
    ['of an earlier boot', () => ({ ...identify(process.pid), bootId: 'other' })],
    ['that is damaged', () => 'x'],
  ])('takes over a lock %s', async (_name, content) => {
    await writeFile(path, JSON.stringify(content()))
    const lock = await acquireOwnerLock(path)
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(identify(process.pid))
    await lock.release()
  })

  it('says what stands in its place', async () => {
    await mkdir(path)
    await expect(acquireOwnerLock(path)).rejects.toMatchObject({ code: 'FILE_WRITE_FAILED' })
  })

  it('is given to one of many that ask at once over a stale one', async () => {
    await writeFile(path, 'stale')
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => acquireOwnerLock(path)))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await readdir(home)).toEqual(['.owner'])
  })
})
