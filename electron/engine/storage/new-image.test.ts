import type * as FileSystem from 'node:fs/promises'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { makeImage } from './new-image.ts'

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FileSystem>()
  return { ...real, chmod: vi.fn(real.chmod) }
})

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-image-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const failing = (code: string): void => {
  vi.mocked(chmod).mockRejectedValueOnce(Object.assign(new Error(code), { code }))
}
const make = (): Promise<void> => makeImage(join(dir, 'a.qcow2'), (path) => writeFile(path, 'made'))

it('is made on a drive without modes, too', async () => {
  failing('EPERM')
  await make()
  expect(await readFile(join(dir, 'a.qcow2'), 'utf8')).toBe('made')
})

it('is not made where a drive fails, and nothing is left', async () => {
  failing('EIO')
  await expect(make()).rejects.toMatchObject({ code: 'FILE_WRITE_FAILED' })
  expect(await readdir(dir)).toEqual([])
})
