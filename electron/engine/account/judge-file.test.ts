import { constants, type BigIntStats } from 'node:fs'
import { link, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isGuarded, judgeFile, self, whyUnsafe } from './judge-file.ts'

let folder: string
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'gh-judge-')))
})
afterEach(() => rm(folder, { recursive: true }))

const places = () => ({ directories: [folder], files: [] })
const judge = async (path: string): Promise<boolean> => {
  const { pinned, isOurs } = await judgeFile({ path, access: 'write' }, places(), self())
  await pinned.close()
  return isOurs
}

describe('a file that a guest is to use', () => {
  it('is ours where it is, and has one name in a folder of ours', async () => {
    const path = join(folder, 'disk')
    await writeFile(path, '')
    expect(await judge(path)).toBe(true)
  })

  it('is refused where it is not what its name says', async () => {
    const path = join(folder, 'disk')
    await expect(judge(path)).rejects.toMatchObject({ code: 'DISK_MISSING' })
    await expect(judge('/dev/null')).rejects.toMatchObject({ code: 'FILE_NOT_ALLOWED' })
    await expect(judge(`${folder}/../etc`)).rejects.toMatchObject({ code: 'DISK_MISSING' })
    await writeFile(path, '')
    await symlink(path, join(folder, 'link'))
    await link(path, join(folder, 'second'))
    for (const name of ['link', 'second', 'disk']) {
      await expect(judge(join(folder, name))).rejects.toMatchObject({ code: 'FILE_UNSAFE' })
    }
  })
})

const status = (type: number, more: Partial<Record<'uid' | 'gid' | 'mode', number>> = {}) => {
  const { uid = 1, gid = 1, mode = 0o600 } = more
  const is = (wanted: number) => () => type === wanted
  return {
    ...{ uid: BigInt(uid), gid: BigInt(gid), mode: BigInt(mode), nlink: 1n },
    isFile: is(constants.S_IFREG),
    isDirectory: is(constants.S_IFDIR),
    isSymbolicLink: is(constants.S_IFLNK),
  } as unknown as BigIntStats
}

describe('what is unsafe', () => {
  const ours = { isOurs: true, groups: [1] }
  it.each([
    [constants.S_IFREG, 'write', ours, null],
    [constants.S_IFREG, 'read', { isOurs: false, groups: [] }, null],
    [constants.S_IFDIR, 'state', ours, null],
    [constants.S_IFDIR, 'read', ours, 'it is no regular file'],
    [constants.S_IFREG, 'state', ours, 'it is no folder'],
    [constants.S_IFLNK, 'read', ours, 'it is a symbolic link'],
    [constants.S_IFBLK, 'write', ours, 'it is no regular file'],
    [constants.S_IFDIR, 'state', { isOurs: false, groups: [1] }, 'it belongs to another account'],
    [
      constants.S_IFREG,
      'write',
      { isOurs: true, groups: [2] },
      'its group could not be given back',
    ],
  ] as const)('%i for %s, %o: %s', (type, access, whose, reason) => {
    expect(whyUnsafe(status(type), { access }, whose)).toBe(reason)
  })

  it.each([
    [{ uid: 1, mode: 0o700 }, true],
    [{ uid: 0, gid: 0, mode: 0o755 }, true],
    [{ uid: 1, gid: 1, mode: 0o770 }, true],
    [{ uid: 1, gid: 2, mode: 0o770 }, false],
    [{ uid: 2, mode: 0o700 }, false],
    [{ uid: 0, mode: 0o1777 }, false],
  ])('a folder %o is guarded: %s', (more, guarded) => {
    expect(isGuarded(status(constants.S_IFDIR, more), { uid: 1, group: 1 })).toBe(guarded)
  })
})
