import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import { parseWindowState } from './window-bounds.ts'
import { windowFile } from './window-file.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'window-'))
})
afterEach(() => rm(dir, { recursive: true }))

const place = { x: 1, y: 2, width: 1200, height: 760, maximized: false }

test('reads what it wrote, the last of several', async () => {
  const path = join(dir, 'new/window.json')
  const file = windowFile(path, parseWindowState, silentLogger)
  expect(file.read()).toBeNull()
  file.write(place)
  file.write({ ...place, x: 9, maximized: true })
  await file.settled()
  expect(file.read()).toEqual({ ...place, x: 9, maximized: true })
  expect(await readdir(join(dir, 'new'))).toEqual(['window.json'])
})

test.each([['{'], ['null'], ['{"x":1}'], ['{"x":1e400,"y":0,"width":1,"height":1,"maximized":1}']])(
  'a damaged file (%s) counts as none',
  async (content) => {
    const path = join(dir, 'window.json')
    await writeFile(path, content)
    expect(windowFile(path, parseWindowState, silentLogger).read()).toBeNull()
  },
)

test('a write that fails is logged and hides nothing else', async () => {
  await writeFile(join(dir, 'file'), '')
  const warn = vi.fn<(message: string) => void>()
  const file = windowFile(join(dir, 'file/window.json'), parseWindowState, {
    ...silentLogger,
    warn,
  })
  file.write(place)
  await file.settled()
  expect(warn).toHaveBeenCalledOnce()
})
