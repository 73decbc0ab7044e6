import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { Connection } from '../../../connections/connection.ts'
import type { Caller } from '../router.ts'
import { pictureHandlers } from './pictures.ts'

const desktop = vi.hoisted(() => ({
  asked: [] as { title: string; defaultPath: string }[],
  answer: { canceled: true, filePath: '' },
}))
vi.mock('electron', () => ({
  app: { getLocale: () => 'de' },
  dialog: {
    showSaveDialog: async (_window: unknown, options: { title: string; defaultPath: string }) => {
      desktop.asked.push(options)
      return desktop.answer
    },
  },
}))

const id = '6f2a4b0e-7f0e-4b39-9d3c-1d6f1f0a2b3c'
const caller = {} as Caller
const handlersWith = (now: () => Promise<Uint8Array>) =>
  pictureHandlers(Promise.resolve({ pictures: { now } } as unknown as Connection))

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-pictures-'))
  desktop.asked.splice(0)
  desktop.answer = { canceled: false, filePath: join(dir, 'chosen.png') }
})
afterEach(() => rm(dir, { recursive: true }))

test('a picture goes where the person says, and nowhere else', async () => {
  const save = handlersWith(async () => Uint8Array.of(1, 2, 3))['pictures.save']
  const path = await save({ id, name: '../../etc/screen.png' }, caller)
  expect(path).toBe(join(dir, 'chosen.png'))
  expect(await readFile(join(dir, 'chosen.png'))).toEqual(Buffer.from([1, 2, 3]))
  expect(await readdir(dir)).toEqual(['chosen.png'])
  expect(desktop.asked).toHaveLength(1)
  expect(desktop.asked[0]?.title).toBe('Einen Namen für die Datei wählen')
  expect(desktop.asked[0]?.defaultPath).toMatch(/^\/.*\/screen\.png$/)
  expect(desktop.asked[0]?.defaultPath).not.toContain('etc')
})

test('nothing is written where they cancel', async () => {
  desktop.answer = { canceled: true, filePath: '' }
  const save = handlersWith(async () => Uint8Array.of(1))['pictures.save']
  expect(await save({ id, name: 'a.png' }, caller)).toBeNull()
  expect(await readdir(dir)).toEqual([])
})

test('nobody is asked where there is no picture', async () => {
  const save = handlersWith(() => Promise.reject(new GuesthouseError('PICTURE_UNAVAILABLE')))
  await expect(save['pictures.save']({ id, name: 'a.png' }, caller)).rejects.toMatchObject({
    code: 'PICTURE_UNAVAILABLE',
  })
  expect(desktop.asked).toEqual([])
})
