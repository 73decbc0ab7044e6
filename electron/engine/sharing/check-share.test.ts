import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Paths, resolvePaths } from '../../platform/paths.ts'
import { checkShare } from './check-share.ts'

let home: string
let paths: Paths
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gh-share-'))
  paths = resolvePaths({ HOME: home, XDG_RUNTIME_DIR: join(home, 'run') })
  await mkdir(join(paths.guestsDir, 'one'), { recursive: true })
  await mkdir(join(home, 'Documents'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const check = (name: string) => checkShare(join(home, name), paths)

describe('a folder to share', () => {
  test('is any that the user can read', async () => {
    expect(await check('Documents')).toEqual({ holdsOurs: false })
  })

  test.each([
    ['that is not there', 'None', 'SHARE_PATH_MISSING'],
    ['below a file', 'file/x', 'SHARE_PATH_MISSING'],
    ['that is a file', 'file', 'SHARE_NOT_A_FOLDER'],
    ['that may not be read', 'secret', 'SHARE_UNREADABLE'],
    ["with Guesthouse's machines", '.local/share/guesthouse/guests', 'SHARE_IS_OURS'],
    ['of one machine', '.local/share/guesthouse/guests/one', 'SHARE_IS_OURS'],
    ['that leads there', 'link', 'SHARE_IS_OURS'],
    ['written another way', 'Documents/../.local/share/guesthouse', 'SHARE_IS_OURS'],
  ])('%s is refused', async (_, name, code) => {
    await writeFile(join(home, 'file'), '')
    await mkdir(join(home, 'secret'))
    await chmod(join(home, 'secret'), 0)
    await symlink(paths.dataDir, join(home, 'link'))
    await expect(check(name)).rejects.toMatchObject({ code, params: { path: join(home, name) } })
  })

  test('that holds the machines, as a home does, is told apart', async () => {
    expect(await check('')).toEqual({ holdsOurs: true })
    expect(await check('.local')).toEqual({ holdsOurs: true })
  })

  test('with a name that begins like ours is not ours', async () => {
    await mkdir(join(home, '.local/share/guesthouse-old'))
    expect(await check('.local/share/guesthouse-old')).toEqual({ holdsOurs: false })
  })
})
