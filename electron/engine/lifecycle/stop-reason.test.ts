import { describe, expect, it } from 'vitest'
import { diskError, stopError } from './stop-reason.ts'

describe('why QEMU stopped a guest', () => {
  it('is a full disk of this computer', () => {
    const failure = { action: 'stop', nospace: true, reason: 'No space left on device' }
    expect(diskError(failure)).toMatchObject({ code: 'DISK_FULL', cause: failure.reason })
  })

  it('is a disk that fails', () => {
    expect(diskError({ action: 'stop', reason: 'Input/output error' })).toMatchObject({
      code: 'DISK_FAILED',
      params: { reason: 'Input/output error' },
    })
  })

  it('is nothing where the guest was told of the failure and goes on', () => {
    expect(diskError({ action: 'report', reason: 'x' })).toBeNull()
  })

  it('is told by the run state alone where the event was missed', () => {
    expect(stopError('io-error')?.code).toBe('DISK_FAILED')
    expect(stopError('internal-error')?.code).toBe('QEMU_STOPPED_GUEST')
    expect(stopError('paused')).toBeNull()
    expect(stopError('running')).toBeNull()
  })
})
