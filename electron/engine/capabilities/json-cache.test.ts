import { rename, utimes, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { silentLogger } from '../../platform/logger.ts'
import { Sandbox } from './fake-program.test-support.ts'
import { readCache, writeCache } from './json-cache.ts'

let sandbox: Sandbox
let path: string
beforeEach(async () => {
  sandbox = await Sandbox.make()
  path = sandbox.path('cache.json')
})
afterEach(() => sandbox.remove())

const schema = z.object({ answer: z.number() })
const read = () => readCache(path, schema, silentLogger)

it('reads and checks a file once, for as long as it is the same', async () => {
  await writeCache(path, { answer: 1 }, silentLogger)
  const first = await read()
  expect(first).toEqual({ answer: 1 })
  expect(await read()).toBe(first)
})

it('reads a file anew that was written since, however much it looks like the old one', async () => {
  const time = new Date()
  await writeFile(path, '{"answer":1}')
  await utimes(path, time, time)
  expect(await read()).toEqual({ answer: 1 })
  await writeFile(sandbox.path('other'), '{"answer":2}')
  await utimes(sandbox.path('other'), time, time)
  await rename(sandbox.path('other'), path)
  expect(await read()).toEqual({ answer: 2 })
})

it('knows nothing of a file that is gone, damaged, or asked about in another way', async () => {
  await writeCache(path, { answer: 1 }, silentLogger)
  await read()
  const other = z.object({ question: z.string() })
  expect(await readCache(path, other, silentLogger)).toBeNull()
  expect(await read()).toEqual({ answer: 1 })
  await writeFile(path, '{"answer":')
  expect(await read()).toBeNull()
  await sandbox.remove()
  expect(await read()).toBeNull()
})
