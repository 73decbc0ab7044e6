import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import { silentLogger } from '../../platform/logger.ts'
import { Fleet } from './fleet.ts'

const ID = '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11'
const config = guestConfigSchema.parse({
  ...{ schema: 2, id: ID, name: 'tiny', memoryMiB: 256, cpus: 1, accelerator: 'auto' },
  ...{ disks: [], cdroms: [], nics: [], serials: [], display: 'vnc', createdAt: 1 },
  restartAfterCrash: true,
})
const running: GuestView = {
  ...{ id: ID, name: 'tiny', state: 'running', since: 1, actions: [], config },
  ...{ runtime: null, job: null, error: null },
}
const crashed: GuestView = {
  ...{ ...running, state: 'crashed' },
  error: new GuesthouseError('QEMU_CRASHED', { how: 'ended by SIGKILL' }).toData(),
}

const guest = vi.fn((): never => {
  throw new GuesthouseError('GUEST_NOT_FOUND')
})
const warn = vi.fn()

/** In which the guest has crashed, and waits to be started again. */
function waiting(): Fleet {
  const fleet = new Fleet({
    calm: async () => {},
    account: { ofSession: true },
    ...{ env: {}, logger: { ...silentLogger, warn }, guests: () => [], guest },
    correctClock: async () => {},
    cancelJobs: () => {},
  })
  fleet.changed(running)
  fleet.changed(crashed)
  return fleet
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  guest.mockClear()
  warn.mockClear()
})

describe('a guest that waits to be started again', () => {
  it('is not started once it was deleted', async () => {
    const fleet = waiting()
    fleet.forget(ID)
    await vi.runAllTimersAsync()
    expect(guest).not.toHaveBeenCalled()
    await fleet.close()
  })

  it('takes nobody with it where it cannot be started', async () => {
    const fleet = waiting()
    await vi.runAllTimersAsync()
    expect(warn).toHaveBeenCalledWith('not started again after a crash', expect.anything())
    await fleet.close()
  })
})
