import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { silentLogger } from './logger.ts'
import { stateFile } from './state-file.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'state-'))
})
afterEach(() => rm(dir, { recursive: true }))

const parse = (content: unknown): readonly string[] | null =>
  Array.isArray(content) ? content.map(String) : null

test('reads what it wrote, the last of several', async () => {
  const path = join(dir, 'new/state.json')
  const file = stateFile(path, parse, silentLogger)
  expect(file.read()).toBeNull()
  file.write(['a'])
  file.write(['b', 'c'])
  await file.settled()
  expect(file.read()).toEqual(['b', 'c'])
  expect(await readdir(join(dir, 'new'))).toEqual(['state.json'])
})

test.each([['['], ['null'], ['{"x":1}']])('a damaged file (%s) counts as none', async (content) => {
  const path = join(dir, 'state.json')
  await writeFile(path, content)
  expect(stateFile(path, parse, silentLogger).read()).toBeNull()
})

test('a write that fails is logged and hides nothing else', async () => {
  await writeFile(join(dir, 'file'), '')
  const path = join(dir, 'file/state.json')
  const warn = vi.fn<(message: string, details?: object) => void>()
  const file = stateFile(path, parse, { ...silentLogger, warn })
  file.write(['a'])
  await file.settled()
  expect(warn.mock.calls).toEqual([['not saved', expect.objectContaining({ path })]])
})
