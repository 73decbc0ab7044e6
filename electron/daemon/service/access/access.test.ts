import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MethodCall } from '../../../dbus/index.ts'
import { silentLogger } from '../../../platform/logger.ts'
import { Access } from './access.ts'
import { nobodys } from './access-record.ts'
import { AccessStore } from './access-store.ts'
import { actions } from './actions.ts'

const GUEST = '00000000-0000-4000-8000-000000000001'
const [ALICE, BOB] = [1000, 1001]
const call: Pick<MethodCall, 'caller' | 'interactive' | 'gone'> = {
  caller: { uniqueName: ':1.1', uid: BOB, gids: [] },
  ...{ interactive: true, gone: new AbortController().signal },
}

describe('who may do what with a guest', () => {
  let dir: string
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'gh-access-'))
  })
  afterEach(() => rm(dir, { recursive: true }))

  it('is asked again where it changed while a password was typed', async () => {
    const store = new AccessStore((id) => join(dir, id), silentLogger)
    const asked: string[] = []
    const access = new Access({
      ...{ store, logger: silentLogger },
      allows: async (_, action) => {
        asked.push(action)
        if (action === actions.manageAll) return false
        if (asked.length > 1) await store.set(GUEST, { ...nobodys, owner: ALICE })
        return true
      },
    })
    await store.set(GUEST, { ...nobodys, owner: ALICE, users: [BOB] })
    await access.requireGuest(call, GUEST, 'use', 'Start')
    // Alice takes the share back while Bob is asked.
    await expect(access.requireGuest(call, GUEST, 'use', 'Start')).rejects.toMatchObject({
      code: 'NOT_AUTHORISED',
    })
    expect(asked).toEqual([actions.operateOwn, actions.operateOwn, actions.manageAll])
  })
})
