import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { removeName } from './remove-name.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gh-remove-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('goes down into no directory of another account', async () => {
  const theirs = join(folder, 'theirs')
  await mkdir(theirs)
  await writeFile(join(theirs, 'guest.json'), '')
  const notOurs = (process.getuid?.() ?? -1) + 1
  await expect(removeName(theirs, notOurs)).rejects.toMatchObject({ code: 'ENOTEMPTY' })
  expect(await readdir(theirs)).toEqual(['guest.json'])
  await symlink(theirs, join(folder, 'link'))
  await removeName(join(folder, 'link'), notOurs)
  expect(await readdir(folder)).toEqual(['theirs'])
  await removeName(theirs)
  expect(await readdir(folder)).toEqual([])
  await mkdir(theirs)
  await removeName(theirs, notOurs)
  expect(await readdir(folder)).toEqual([])
})
