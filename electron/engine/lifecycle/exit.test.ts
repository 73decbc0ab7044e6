import { describe, expect, it } from 'vitest'
import { describeExit, isCleanExit } from './exit.ts'

const unknown = { code: null, signal: null, shutdownReason: null, requested: false }

describe('how QEMU ended', () => {
  it.each([
    ['status 0', { ...unknown, code: 0 }, true],
    [
      'the guest powered itself off, not our child',
      { ...unknown, shutdownReason: 'guest-shutdown' },
      true,
    ],
    ['we asked and it was killed', { ...unknown, signal: 'SIGKILL', requested: true }, true],
    [
      'SIGTERM from outside, which QEMU handles',
      { ...unknown, code: 0, shutdownReason: 'host-signal' },
      true,
    ],
    ['SIGKILL', { ...unknown, signal: 'SIGKILL' }, false],
    ['status 1', { ...unknown, code: 1 }, false],
    ['gone without a word, not our child', unknown, false],
    ['a panic', { ...unknown, code: 0, shutdownReason: 'guest-panic' }, false],
    ['an error of the host', { ...unknown, shutdownReason: 'host-error' }, false],
  ])('%s', (_name, exit, clean) => {
    expect(isCleanExit(exit)).toBe(clean)
  })

  it('is said in a few words', () => {
    expect(describeExit({ ...unknown, signal: 'SIGSEGV' })).toBe('ended by SIGSEGV')
    expect(describeExit({ ...unknown, code: 1 })).toBe('exit status 1')
    expect(describeExit(unknown)).toBe('the process is gone')
  })
})
