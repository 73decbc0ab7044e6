import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import { type GuestConfig, guestConfigSchema } from '../../../../shared/domain/guest-config.ts'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import type { MethodCall } from '../../../dbus/index.ts'
import { silentLogger } from '../../../platform/logger.ts'
import { Access } from '../access/access.ts'
import { nobodys } from '../access/access-record.ts'
import { AccessStore } from '../access/access-store.ts'
import { actions } from '../access/actions.ts'
import { PathPolicy } from './path-policy.ts'
import { Policy } from './policy.ts'

const [ALICE, BOB, MANAGER] = [1000, 1001, 1002]
const HIS = '00000000-0000-4000-8000-000000000001'
const HERS = '00000000-0000-4000-8000-000000000002'

const NOT_ALLOWED = { code: 'FILE_NOT_ALLOWED' }
const callOf = (uid: number): MethodCall => ({
  caller: { uniqueName: `:1.${uid}`, uid, gids: [] },
  ...{ args: [], interactive: false, gone: new AbortController().signal },
})

function viewOf(id: string, disks: readonly object[], error: GuestView['error'] = null): GuestView {
  const config: GuestConfig = guestConfigSchema.parse({
    ...{ schema: 2, id, name: 'g', memoryMiB: 64, cpus: 1, accelerator: 'auto', disks },
    ...{ cdroms: [], nics: [], serials: [], display: 'none', createdAt: 0 },
  })
  const rest = { name: 'g', state: 'stopped', since: 0, actions: [], runtime: null, job: null }
  return { id, config, error, ...rest } as GuestView
}

describe('files that other guests have', () => {
  let dir: string
  let sent: string | null
  let views: GuestView[]
  let policy: Policy
  const at = (name: string): string => join(dir, name)
  const disk = (name: string, more: object = {}) => ({
    ...{ id: 'disk0', path: at(name), format: 'raw', readOnly: false, managed: false, ...more },
  })

  beforeEach(async () => {
    dir = await realpath(await mkdtemp(join(tmpdir(), 'gh-others-')))
    for (const name of ['his', 'base', 'free']) await writeFile(at(name), '')
    sent = null
    views = [
      viewOf(HIS, [
        disk('his', { backing: [{ path: at('base'), format: 'raw' }], format: 'qcow2' }),
      ]),
      viewOf(HERS, []),
    ]
    const access = new Access({
      store: new AccessStore((id) => at(`${id}.json`), silentLogger),
      allows: async ({ uid }, action) => action !== actions.manageAll || uid === MANAGER,
      logger: silentLogger,
    })
    await access.store.set(HIS, { ...nobodys, owner: BOB, users: [ALICE] })
    await access.store.set(HERS, { ...nobodys, owner: ALICE })
    await access.admit(callOf(MANAGER))
    const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0]
    policy = new Policy({
      engine: { list: () => views, inspectSource: () => Promise.reject(new Error('not asked')) },
      access,
      paths: new PathPolicy({ storage: { directories: [dir], files: [] }, uid, gid }),
      uploads: { fileOf: () => sent },
      gate: { require: () => {}, allows: () => true },
      config: { usb: { devices: [] } },
    })
  })
  afterEach(() => rm(dir, { recursive: true }))

  it('are no disks of anybody else’s, though they are where files may be named', async () => {
    const named = { path: at('his') }
    await expect(policy.files(callOf(ALICE), named)).rejects.toMatchObject(NOT_ALLOWED)
    expect(await policy.files(callOf(BOB), named)).toEqual(named)
    expect(await policy.files(callOf(MANAGER), named)).toEqual(named)
    expect(await policy.files(callOf(ALICE), { path: at('free') })).toEqual({ path: at('free') })
    // What is only read below a disk, many may build on.
    expect(await policy.files(callOf(ALICE), { path: at('base') })).toEqual({ path: at('base') })
  })

  it('are none either where they were sent by who has them no more', async () => {
    sent = at('his')
    const named = { path: '/org/guesthouse/Manager1/uploads/x' }
    await expect(policy.files(callOf(ALICE), named)).rejects.toMatchObject(NOT_ALLOWED)
    expect(await policy.files(callOf(BOB), named)).toEqual({ path: at('his') })
  })

  it('are not written over', async () => {
    const out = policy.files(callOf(ALICE), { to: at('his') }, { writes: ['to'] })
    await expect(out).rejects.toMatchObject(NOT_ALLOWED)
  })

  it('are not a guest’s own because its last error named them', async () => {
    const { code, message, next, params } = new GuesthouseError('DISK_MISSING', { path: at('his') })
    views[1] = viewOf(HERS, [], { code, message, next, params })
    const named = policy.files(callOf(ALICE), { path: at('his') }, { guest: HERS })
    await expect(named).rejects.toMatchObject(NOT_ALLOWED)
    views[1] = viewOf(HERS, [], { ...views[1].error, params: { path: '/etc/shadow' } } as never)
    const outside = policy.files(callOf(ALICE), { path: '/etc/shadow' }, { guest: HERS })
    await expect(outside).rejects.toMatchObject(NOT_ALLOWED)
  })
})
