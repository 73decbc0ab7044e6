import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ownAccount, ownFiles } from '../account/index.ts'
import { guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import type { Notice } from '../../../shared/domain/notices.ts'
import { silentLogger } from '../../platform/logger.ts'
import { type Paths, resolvePaths } from '../../platform/paths.ts'
import { signal, waitUntilGone } from '../../platform/process-identity.ts'
import { Sandbox } from '../capabilities/fake-program.test-support.ts'
import { type HelperProcess, spawnHelper } from '../process/helper-process.ts'
import { prepareShares } from './prepare-shares.ts'
import { findVirtiofsd } from './virtiofsd.ts'

const ID = '6d5f3d0e-2a36-4d0c-8d0a-0f3f2f2b7c11'

/** A virtiofsd that listens unless its options hold what it does not know. */
const virtiofsd = (unknown: string): string => `
  const { appendFileSync } = require('node:fs')
  appendFileSync(__dirname + '/calls', process.argv.slice(2).join(' ') + '\\n')
  if (process.argv.some((argument) => argument.startsWith('${unknown}'))) {
    console.error('error: unexpected argument')
    process.exit(2)
  }
  const socket = process.argv.find((argument) => argument.startsWith('--socket-path='))
  require('node:net').createServer().listen(socket.slice('--socket-path='.length))`

let sandbox: Sandbox
let allPaths: Paths
let helpers: HelperProcess[]
let notices: Notice[]
beforeEach(async () => {
  sandbox = await Sandbox.make()
  allPaths = resolvePaths({ HOME: sandbox.directory, XDG_RUNTIME_DIR: sandbox.path('run') })
  const paths = allPaths.guest(ID)
  const all = [paths.runtimeDir, paths.stateDir, sandbox.path('photos')]
  await Promise.all(all.map((path) => mkdir(path, { recursive: true })))
  helpers = []
  notices = []
})
afterEach(async () => {
  for (const { identity } of helpers) {
    signal(identity, 'SIGKILL')
    await waitUntilGone(identity)
  }
  await sandbox.remove()
})

const calls = async (): Promise<string[]> =>
  (await sandbox.read('bin/calls')).split('\n').filter(Boolean)

function prepare(...shares: object[]) {
  const config = guestConfigSchema.parse({
    ...{ schema: 2, id: ID, name: 'g', memoryMiB: 64, cpus: 1, accelerator: 'auto' },
    ...{ disks: [], cdroms: [], nics: [], serials: [], display: 'none', createdAt: 0 },
    shares: shares.map((share, index) => {
      const defaults = { id: `share${index}`, path: sandbox.path('photos'), tag: `tag${index}` }
      return Object.assign(defaults, share)
    }),
  })
  return prepareShares({
    ...{ config, allPaths, paths: allPaths.guest(ID), env: sandbox.env, logger: silentLogger },
    ...{ account: ownAccount(), files: ownFiles },
    signal: new AbortController().signal,
    taps: null,
    notice: (notice) => notices.push(notice),
    launched: new Promise<never>(() => {}),
    startHelper: async (spec) => {
      const helper = await spawnHelper(spec, ownAccount())
      helpers.push(helper)
      return helper
    },
  })
}

describe('shared folders', () => {
  test('go through a virtiofsd that works, one for each, read-only by its own option', async () => {
    await sandbox.nodeProgram('virtiofsd', virtiofsd('nothing'))
    const socket = (id: string): string => allPaths.guest(ID).helperSocket(id)
    expect(await prepare({}, { readOnly: true }, { driver: '9p' })).toEqual({
      share0: { driver: 'virtiofs', socket: socket('share0') },
      share1: { driver: 'virtiofs', socket: socket('share1') },
      share2: { driver: '9p' },
    })
    expect(helpers).toHaveLength(2)
    const [proof, ...served] = await calls()
    expect(proof).toContain('--readonly')
    const byId = (id: string) => served.find((call) => call.includes(socket(id)))
    expect(byId('share0')).toContain(`--shared-dir=${sandbox.path('photos')} --sandbox=namespace`)
    expect(byId('share0')).toContain(`--translate-uid=squash-guest:0:${process.getuid?.()}:`)
    expect(byId('share0')).not.toContain('--readonly')
    expect(byId('share1')).toContain('--readonly')
    expect(notices).toEqual([])
  })

  test('are proved once, until the program is another', async () => {
    await sandbox.nodeProgram('virtiofsd', virtiofsd('nothing'))
    await prepare({})
    await prepare({})
    expect((await calls()).filter((call) => call.includes('gh-vfs-'))).toHaveLength(1)
    await sandbox.nodeProgram('virtiofsd', `${virtiofsd('nothing')}\n// newer`)
    await prepare({})
    expect((await calls()).filter((call) => call.includes('gh-vfs-'))).toHaveLength(2)
  })

  test('go without a sandbox where namespaces are not allowed', async () => {
    await sandbox.nodeProgram('virtiofsd', virtiofsd('--sandbox=namespace'))
    expect(await prepare({})).toMatchObject({ share0: { driver: 'virtiofs' } })
    expect((await calls()).at(-1)).toContain('--sandbox=none')
  })

  test('go through 9p where virtiofsd is too old, which only who asked for it is told', async () => {
    await sandbox.nodeProgram('virtiofsd', virtiofsd('--translate-uid'))
    expect(await prepare({}, { driver: 'virtiofs' })).toEqual({
      share0: { driver: '9p' },
      share1: { driver: '9p' },
    })
    expect(helpers).toEqual([])
    expect(notices).toEqual([
      { code: 'VIRTIOFS_UNAVAILABLE', device: 'share1', params: { tag: 'tag1' } },
    ])
  })

  test('that hold the machines themselves are shared with a warning, unless read-only', async () => {
    const home = { path: sandbox.directory, driver: '9p' }
    await prepare({ ...home, readOnly: true })
    expect(notices).toEqual([])
    await prepare(home)
    expect(notices).toMatchObject([{ code: 'SHARE_HOLDS_GUESTHOUSE', device: 'share0' }])
  })

  test('that are gone keep the guest from starting', async () => {
    await expect(prepare({ path: sandbox.path('none') })).rejects.toMatchObject({
      code: 'SHARE_PATH_MISSING',
    })
  })
})

test('the virtiofsd of this computer gets a verdict, and leaves nothing behind', async () => {
  const cacheFile = join(sandbox.directory, 'proof.json')
  const found = await findVirtiofsd({
    ...{ env: process.env, cacheFile, logger: silentLogger },
    user: { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 },
    elsewhere: ['/usr/lib/qemu/virtiofsd', '/usr/libexec/virtiofsd'],
  })
  const cached = await readFile(cacheFile, 'utf8').catch(() => null)
  // Where none is installed there is no verdict to keep.
  const verdict = cached === null ? null : (JSON.parse(cached) as { sandbox: unknown }).sandbox
  expect(found?.sandbox ?? null).toBe(verdict)
})
