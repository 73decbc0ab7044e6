import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import { silentLogger } from '../../platform/logger.ts'
import { type GuestPaths, resolvePaths } from '../../platform/paths.ts'
import { LOG_MAX_BYTES } from '../process/log-cap.ts'
import { adoptProcess } from '../process/qemu-process.ts'
import type { QmpClient } from '../qmp/index.ts'
import { readRunRecord, type RunRecord } from '../store/run-file.ts'
import { Run } from './run.ts'

const ID = '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11'

const record: RunRecord = {
  ...{ run: ID, process: { pid: 1, startTime: '1', bootId: '' }, startedAt: 1 },
  config: guestConfigSchema.parse({
    ...{ schema: 2, id: ID, name: 'tiny', memoryMiB: 256, cpus: 1, accelerator: 'auto' },
    ...{ disks: [], cdroms: [], nics: [], serials: [], display: 'vnc', createdAt: 1 },
  }),
  ...{ accelerator: 'tcg', acceleratorReason: 'asked-for', cpu: 'max', helpers: [] },
  ...{ sound: null, connections: {}, notices: [], disposable: false, scope: null },
}

let home: string
let paths: GuestPaths
let run: Run
const close = vi.fn()

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gh-run-'))
  paths = resolvePaths({ HOME: home, XDG_RUNTIME_DIR: join(home, 'run') }).guest(ID)
  await Promise.all(
    [paths.stateDir, paths.runtimeDir].map((dir) => mkdir(dir, { recursive: true })),
  )
  const process = adoptProcess(record.process)
  run = new Run({ record, process, paths, logger: silentLogger, changed: () => {} })
  run.connected({ close } as unknown as QmpClient)
})
afterEach(async () => {
  run.letGo()
  await rm(home, { recursive: true })
})

it('writes its record, but not over that of the run which follows it', async () => {
  await run.updateRecord({ scope: 'first' })
  expect(await readRunRecord(paths.runFile)).toMatchObject({ scope: 'first' })
  run.letGo()
  await writeFile(paths.runFile, JSON.stringify({ ...record, scope: 'next' }))
  await run.updateRecord({ scope: 'late' })
  expect(await readRunRecord(paths.runFile)).toMatchObject({ scope: 'next' })
})

it('hangs up on a QEMU that goes on, and still keeps its log from filling the disk', async () => {
  run.hangUp()
  expect(close).toHaveBeenCalled()
  await writeFile(paths.qemuLog, Buffer.alloc(LOG_MAX_BYTES + 1, 'x'))
  await vi.waitFor(async () => expect((await stat(paths.qemuLog)).size).toBe(0))
})
