import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makePrivateDirectory, readTail, writeFileAtomic } from './files.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gh-files-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

describe('writeFileAtomic', () => {
  it('replaces the content and leaves nothing else', async () => {
    const path = join(home, 'a')
    await writeFileAtomic(path, 'one')
    await writeFileAtomic(path, 'two')
    expect(await readFile(path, 'utf8')).toBe('two')
    expect(await readdir(home)).toEqual(['a'])
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('keeps the old content where the write fails', async () => {
    const path = join(home, 'a')
    await mkdir(path)
    await expect(writeFileAtomic(path, 'x')).rejects.toMatchObject({ code: 'FILE_WRITE_FAILED' })
    expect(await readdir(home)).toEqual(['a'])
  })
})

describe('makePrivateDirectory', () => {
  const { uid } = userInfo()

  it('makes it, and takes the one that is there', async () => {
    const path = join(home, 'run')
    await makePrivateDirectory(path, uid)
    await makePrivateDirectory(path, uid)
    expect((await stat(path)).mode & 0o777).toBe(0o700)
  })

  it('refuses one that others may enter', async () => {
    const path = join(home, 'run')
    await mkdir(path)
    await chmod(path, 0o755)
    await expect(makePrivateDirectory(path, uid)).rejects.toMatchObject({
      code: 'RUNTIME_DIR_UNSAFE',
    })
  })

  it('refuses one of somebody else', async () => {
    const path = join(home, 'run')
    await expect(makePrivateDirectory(path, uid + 1)).rejects.toMatchObject({
      code: 'RUNTIME_DIR_UNSAFE',
    })
  })

  it('refuses a link, even to a good directory', async () => {
    await mkdir(join(home, 'good'), { mode: 0o700 })
    await symlink(join(home, 'good'), join(home, 'run'))
    await expect(makePrivateDirectory(join(home, 'run'), uid)).rejects.toMatchObject({
      code: 'RUNTIME_DIR_UNSAFE',
    })
  })
})

describe('readTail', () => {
  it('gives the end, and says so', async () => {
    const path = join(home, 'log')
    await writeFile(path, '0123456789')
    expect(await readTail(path, 4)).toEqual({ text: '6789', truncated: true })
    expect(await readTail(path, 10)).toEqual({ text: '0123456789', truncated: false })
    expect(await readTail(join(home, 'absent'), 10)).toEqual({ text: '', truncated: false })
  })
})
