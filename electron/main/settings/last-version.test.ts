import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isLater, isUpdated } from './last-version.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-version-'))
})
afterEach(() => rm(dir, { recursive: true }))

it('is an update once, and neither the first start nor going back', async () => {
  const path = join(dir, 'state/version.json')
  expect(await isUpdated(path, '0.1.0')).toBe(false)
  expect(await isUpdated(path, '0.1.0')).toBe(false)
  expect(await isUpdated(path, '0.2.0')).toBe(true)
  expect(await isUpdated(path, '0.2.0')).toBe(false)
  expect(await isUpdated(path, '0.1.9')).toBe(false)
  expect(await isUpdated(path, '0.2.0')).toBe(true)
})

it.each(['', '[]', '{"version":7}', '{"version":"soon"}'])(
  'a file that is damaged (%s) tells of none, and is mended',
  async (content) => {
    const path = join(dir, 'version.json')
    await writeFile(path, content)
    expect(await isUpdated(path, '0.1.0')).toBe(false)
    expect(await readFile(path, 'utf8')).toBe('{"version":"0.1.0"}\n')
  },
)

it.each([
  ['0.10.0', '0.9.9', true],
  ['1.0.0', '0.99.99', true],
  ['1.0.0', '1.0.0-rc.1', true],
  ['1.0.0-rc.1', '1.0.0', false],
  ['1.0.0', '1.0.0', false],
  ['0.9.0', '0.10.0', false],
  ['x', '0.1.0', false],
])('%s later than %s: %s', (version, other, later) => {
  expect(isLater(version, other)).toBe(later)
})
