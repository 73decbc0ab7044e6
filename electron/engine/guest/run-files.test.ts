import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import { resolvePaths } from '../../platform/paths.ts'
import { removeRunFiles } from './run-files.ts'

const ID = '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11'
let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gh-run-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

it('removes the overlays of a disposable run, those of disks that were taken out as well', async () => {
  const paths = resolvePaths({ HOME: home, XDG_RUNTIME_DIR: join(home, 'run') }).guest(ID)
  await mkdir(paths.dir, { recursive: true })
  const own = join(paths.dir, 'mine.overlay')
  const config = guestConfigSchema.parse({
    ...{ schema: 2, id: ID, name: 'tiny', memoryMiB: 256, cpus: 1, accelerator: 'auto' },
    ...{ cdroms: [], nics: [], serials: [], display: 'vnc', createdAt: 1 },
    disks: [{ id: 'disk0', path: own, format: 'qcow2', readOnly: false, managed: false }],
  })
  for (const path of [paths.overlay('disk0'), paths.overlay('disk1'), own, paths.disk('disk0')]) {
    await writeFile(path, '')
  }
  await removeRunFiles(paths, config)
  expect((await readdir(paths.dir)).sort()).toEqual(['disk0.qcow2', 'mine.overlay'])
})
