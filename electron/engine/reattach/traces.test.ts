import { mkdtemp, mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { resolvePaths } from '../../platform/paths.ts'
import { hasTraces, namesOfRuns } from './traces.ts'

const ID = '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11'
let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-traces-'))
})
afterAll(() => rm(dir, { recursive: true }))

const guest = () => resolvePaths({ HOME: dir, XDG_RUNTIME_DIR: join(dir, 'run') })
const none: ReadonlySet<string> = new Set()

it('finds none where there is a description and disks alone', () => {
  const names = ['guest.json', 'disk0.qcow2', 'nvram.qcow2', 'tpm', 'snapshots.json', 'snapshots']
  expect(hasTraces(guest().guest(ID), { names, runs: none })).toBe(false)
})

it('finds what a save, a restore and a disposable run leave', () => {
  const paths = guest().guest(ID)
  const { savedState, savedFile, unfinishedState, resumedFile } = paths
  const left = [savedState, savedFile, unfinishedState, resumedFile, paths.overlay('disk0')]
  for (const file of left) {
    expect(hasTraces(paths, { names: ['guest.json', basename(file)], runs: none })).toBe(true)
  }
})

it('looks where a folder could not be listed, and where a run has left its sockets', async () => {
  const { guest: of, runtimeDir } = guest()
  expect(hasTraces(of(ID), { names: null, runs: none })).toBe(true)
  await mkdir(of(ID).runtimeDir, { recursive: true })
  expect(hasTraces(of(ID), { names: [], runs: await namesOfRuns(runtimeDir) })).toBe(true)
})
