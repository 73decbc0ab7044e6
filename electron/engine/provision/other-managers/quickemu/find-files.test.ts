import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findConfFiles } from './find-files.ts'

let dir: string
const at = (...names: string[]): string => join(dir, 'home', ...names)
const put = async (path: string): Promise<string> => {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, '')
  return path
}
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-conf-'))
  await mkdir(at())
})
afterEach(() => rm(dir, { recursive: true, force: true }))

it('finds files in the home and two folders below, and no hidden ones', async () => {
  const wanted = [
    await put(at('Documents/machines/c.conf')),
    await put(at('VMs/b.conf')),
    await put(at('a.conf')),
  ]
  await put(at('one/two/three/deep.conf'))
  await put(at('.config/hidden.conf'))
  await put(at('.hidden.conf'))
  await put(at('work/node_modules/x.conf'))
  await put(at('VMs/b.txt'))
  await mkdir(at('folder.conf'))
  expect(await findConfFiles(at())).toEqual(wanted)
})

it('follows a link to a drive in the home, each place once, and no others', async () => {
  const drive = join(dir, 'drive')
  await put(join(drive, 'a.conf'))
  await symlink(drive, at('VMs'))
  await symlink(drive, at('again'))
  await symlink(at(), at('circle'))
  await mkdir(at('Documents'))
  await symlink(join(dir, 'nowhere'), at('broken'))
  await put(join(dir, 'other/b.conf'))
  await symlink(join(dir, 'other'), at('Documents/other'))
  expect(await findConfFiles(at())).toEqual([at('VMs/a.conf')])
})

it('ends its search in a home of many folders', async () => {
  for (let a = 0; a < 60; a++) {
    await Promise.all(
      Array.from({ length: 80 }, (_, b) => mkdir(at(`${a}`, `${b}`), { recursive: true })),
    )
  }
  const near = await put(at('VMs/near.conf'))
  expect(await findConfFiles(at())).toEqual([near])
})

it('is of no use and no harm where there is no home', async () => {
  expect(await findConfFiles(join(dir, 'nowhere'))).toEqual([])
})
