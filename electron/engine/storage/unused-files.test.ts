import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { resolvePaths } from '../../platform/paths.ts'
import { findUnusedFiles } from './unused-files.ts'

const ID = '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11'
let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gh-unused-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

it('offers the disks of a deleted guest, and none of one whose file is damaged or gone', async () => {
  const paths = resolvePaths({ HOME: home })
  const { dir, configFile, deletedConfigFile, disk } = paths.guest(ID)
  await mkdir(dir, { recursive: true })
  await writeFile(disk('disk0'), 'x')
  expect(await findUnusedFiles(paths, [])).toEqual([])
  await writeFile(configFile, '{"half')
  expect(await findUnusedFiles(paths, [])).toEqual([])
  await rename(configFile, deletedConfigFile)
  expect(await findUnusedFiles(paths, [])).toMatchObject([{ path: disk('disk0') }])
})
