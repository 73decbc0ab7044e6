import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GuestState } from '../../../shared/domain/guest.ts'
import { silentLogger } from '../../platform/logger.ts'
import { resolvePaths } from '../../platform/paths.ts'
import type { Guest } from '../guest/guest.ts'
import { type LifecycleEvent, transition } from '../lifecycle/state.ts'
import { mendAdopted } from './mend.ts'

const ID = '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11'
let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gh-mend-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

it('shows a paused guest as paused again, whose save was cut off in its last moment', async () => {
  const paths = resolvePaths({ HOME: home, XDG_RUNTIME_DIR: join(home, 'run') }).guest(ID)
  await Promise.all([paths.dir, paths.runtimeDir].map((path) => mkdir(path, { recursive: true })))
  await writeFile(paths.savingFile, JSON.stringify({ wasPaused: true, clipboard: false }))
  // As the new engine found it: QEMU said "finish-migrate".
  let state: GuestState = 'saving'
  const apply = (event: LifecycleEvent): void => {
    state = transition(state, event)
  }
  const answers: Readonly<Record<string, unknown>> = {
    'query-migrate-capabilities': [],
    'query-migrate': { status: 'cancelled' },
    'query-status': { status: 'paused' },
  }
  const qmp = {
    execute: async (command: string) => answers[command] ?? {},
    onEvent: () => () => {},
    onClose: () => () => {},
  }
  const handle = {
    ...{ paths, apply, run: () => ({ qmp }) },
    readRunState: async () => apply({ type: 'run-state', status: 'paused' }),
  }
  const guest = {
    ...{ paths, state, config: { id: ID } },
    operate: async (_action: string, _kind: null, work: (given: typeof handle) => Promise<void>) =>
      work(handle),
  }
  await mendAdopted(guest as unknown as Guest, silentLogger)
  expect(state).toBe('paused')
})
