import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { QmpClient } from '../qmp/index.ts'
import { abandonMigration } from './migration.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('waits only so long for a migration that does not end when it is cancelled', async () => {
  const commands: string[] = []
  const qmp = {
    async execute(command: string) {
      commands.push(command)
      return command === 'query-migrate' ? { status: 'active' } : {}
    },
    onEvent: () => () => {},
    onClose: () => () => {},
  } as unknown as QmpClient
  const failure = abandonMigration(qmp, { paused: true }).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(await failure).toMatchObject({ code: 'QEMU_NO_ANSWER' })
  // Nothing is let run that may still be migrating.
  expect(commands).toEqual(['query-migrate', 'migrate_cancel'])
})
