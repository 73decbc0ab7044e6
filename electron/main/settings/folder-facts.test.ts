import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { folderFacts } from './folder-facts.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-folder-'))
})
afterEach(() => rm(dir, { recursive: true }))

it('tells what is free, or what is wrong', async () => {
  const facts = await folderFacts(dir)
  expect(facts.problem).toBeNull()
  expect(facts.freeBytes).toBeGreaterThan(0)
  await writeFile(join(dir, 'file'), '')
  expect((await folderFacts(join(dir, 'file'))).problem).toBe('not-a-folder')
  expect((await folderFacts(join(dir, 'none'))).problem).toBe('missing')
  expect((await folderFacts('/proc')).problem).toBe('not-writable')
})
