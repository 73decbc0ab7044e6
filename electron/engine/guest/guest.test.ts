import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ownAccount, ownFiles } from '../account/index.ts'
import { guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import { silentLogger } from '../../platform/logger.ts'
import { type Paths, resolvePaths } from '../../platform/paths.ts'
import { identify, type ProcessIdentity, waitUntilGone } from '../../platform/process-identity.ts'
import { Launches } from './launches.ts'
import { JobList } from '../jobs/job-list.ts'
import { adoptProcess } from '../process/qemu-process.ts'
import type { RunRecord } from '../store/run-file.ts'
import { GuestStore } from '../store/guest-store.ts'
import { Guest } from './guest.ts'

// Nobody waits for the operation that a power-off finds: the time for that is always over.
vi.mock('./within.ts', () => ({ within: async () => false }))

const ID = '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11'
const config = guestConfigSchema.parse({
  ...{ schema: 2, id: ID, name: 'tiny', memoryMiB: 256, cpus: 1, accelerator: 'auto' },
  ...{ disks: [], cdroms: [], nics: [], serials: [], display: 'vnc', createdAt: 1 },
})

let home: string
let paths: Paths
let guest: Guest
const children: ProcessIdentity[] = []

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gh-guest-'))
  paths = resolvePaths({ HOME: home, XDG_RUNTIME_DIR: join(home, 'run') })
  await mkdir(paths.guestsDir, { recursive: true })
  const store = new GuestStore(paths)
  await store.create(config, async () => {})
  guest = new Guest(config, paths.guest(ID), {
    ...{
      account: ownAccount(),
      files: ownFiles,
      env: {},
      logger: silentLogger,
      paths,
      launches: new Launches(),
      disksFolder: () => null,
      jobs: new JobList(),
    },
    keepsPictures: () => true,
    taps: null,
    qemu: () => Promise.reject(new Error('no QEMU')),
    acceleration: () => Promise.reject(new Error('no QEMU')),
    rename: (id, name) => store.rename(id, name),
    write: (wanted, known) => store.write(wanted, known),
    changed: () => {},
  })
})
afterEach(async () => {
  await guest.close()
  for (const child of children.splice(0)) {
    if (identify(child.pid)?.startTime === child.startTime) process.kill(child.pid, 'SIGKILL')
  }
  await rm(home, { recursive: true, force: true })
})

const recordOf = (process: ProcessIdentity): RunRecord => ({
  ...{ run: ID, process, startedAt: 1, config, helpers: [], notices: [], connections: {} },
  ...{ accelerator: 'tcg', acceleratorReason: 'unknown', cpu: null, sound: null, scope: null },
  disposable: false,
})

/** Stands for a QEMU that does not answer. */
function silentQemu(): ProcessIdentity {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' })
  const identity = child.pid === undefined ? null : identify(child.pid)
  if (identity === null) throw new Error('not started')
  children.push(identity)
  return identity
}

describe('a guest whose QEMU does not answer', () => {
  it('can be powered off while an operation waits for QEMU and cannot be undone', async () => {
    const qemu = silentQemu()
    void guest.adopt(recordOf(qemu), adoptProcess(qemu))
    expect(guest.view()).toMatchObject({ state: 'running', actions: ['power-off'] })
    const stuck = guest.operate('power-off', null, async () => waitUntilGone(qemu))
    await guest.powerOff()
    expect(await stuck).toBe(true)
    expect(guest.view()).toMatchObject({ state: 'stopped', job: null, error: null })
  })
})

describe('a guest whose QEMU ends while it is being taken over', () => {
  it('does not stay a running one', async () => {
    const gone = { pid: 1, startTime: 'ended', bootId: '' }
    await guest.adopt(recordOf(gone), adoptProcess(gone))
    await vi.waitFor(() => expect(guest.state).toBe('stopped'))
  })
})

describe('letting go of a guest', () => {
  it('ends what works on its files alone', async () => {
    const work = guest.operate(
      'storage',
      'convert',
      ({ job }) =>
        new Promise((_, reject) => {
          job.signal.addEventListener('abort', () => reject(job.signal.reason))
        }),
    )
    const outcome = work.catch((error: unknown) => error)
    await guest.close()
    expect(await outcome).toMatchObject({ code: 'JOB_CANCELLED' })
  })
})

describe('a description that was edited by hand meanwhile', () => {
  it('is not written over, but shown, and can then be changed', async () => {
    const { configFile } = paths.guest(ID)
    const store = new GuestStore(paths)
    await store.write({ ...config, memoryMiB: 512 }, config)
    const change = (cpus: number): Promise<void> =>
      guest.operate('configure', null, (handle) => handle.writeConfig({ ...handle.config(), cpus }))
    await expect(change(2)).rejects.toMatchObject({ code: 'GUEST_FILE_CHANGED' })
    expect(guest.config).toMatchObject({ memoryMiB: 512, cpus: 1 })
    await change(2)
    expect(JSON.parse(await readFile(configFile, 'utf8'))).toMatchObject({
      ...{ memoryMiB: 512, cpus: 2 },
    })
  })
})
