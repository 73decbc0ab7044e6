import { describe, expect, it } from 'vitest'
import { type ErrorCode, GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestState, GuestView } from '../../../shared/domain/guest.ts'
import { firstMemory, guestHappening, type GuestMemory, nextMemory } from './guest-happening.ts'

const id = '6f2a4b0e-7f0e-4b39-9d3c-1d6f1f0a2b3c'

interface Step {
  readonly state: GuestState
  readonly job?: string
  readonly error?: ErrorCode
}
const errors = new Map<ErrorCode, ReturnType<GuesthouseError['toData']>>()
/** The same one each time, as the engine keeps it. */
const errorOf = (code: ErrorCode) => {
  const known = errors.get(code) ?? new GuesthouseError(code).toData()
  errors.set(code, known)
  return known
}
const view = ({ state, job, error }: Step): GuestView => ({
  ...{ id, name: 'debian', state, since: 0, actions: [], config: null, runtime: null },
  ...{ job: job ?? null, error: error === undefined ? null : errorOf(error) },
})

/** "running", "saving save" (a job), "crashed !QEMU_CRASHED" (an error). */
function parse(text: string): Step {
  const [state, ...more] = text.split(' ')
  const error = more.find((word) => word.startsWith('!'))?.slice(1)
  const job = more.find((word) => !word.startsWith('!'))
  return {
    state: state as GuestState,
    ...(job === undefined ? {} : { job }),
    ...(error === undefined ? {} : { error: error as ErrorCode }),
  }
}

/** What is told of a guest that was found as the first step says and went through the others. */
function told(steps: string): string[] {
  const [first, ...rest] = steps.split(', ').map(parse)
  if (first === undefined) throw new Error('no steps')
  let memory: GuestMemory | undefined = firstMemory(view(first))
  return rest.flatMap((step) => {
    const now = view(step)
    const happening = guestHappening(id, memory, now)
    memory = nextMemory(memory, now)
    if (happening === null) return []
    const { event, error, asked } = happening
    return [[event, error?.code, asked ? null : 'unasked'].filter(Boolean).join(' ')]
  })
}

describe('what happened to a guest', () => {
  it.each([
    ['stopped, starting start, running start, running', ['started']],
    ['saved, starting start, running start, running', ['resumed']],
    ['saved, starting restore, running restore, running', []],
    ['stopped, stopped start, stopped', []],
    ['running, running pause, paused pause, paused', ['paused']],
    ['paused, paused resume, running resume, running', ['resumed']],
    ['running, running shutdown, stopping shutdown, stopping, stopped', ['shut-down']],
    ['running, stopping, stopped', ['shut-down unasked']],
    ['running, stopped', ['shut-down unasked']],
    ['running, running power-off, stopped power-off, stopped', ['shut-down']],
    // Asked for once, which the machine did not follow, and later shut down by itself.
    [
      'running, stopping shutdown, stopping, running !SHUTDOWN_IGNORED, stopping, stopped',
      ['failed SHUTDOWN_IGNORED', 'shut-down unasked'],
    ],
    // Restarted from the inside while it was asked to shut down.
    ['running, stopping shutdown, stopping, running', []],
    ['running, saving save, saved save, saved', []],
    ['running, saving, saved', ['saved unasked']],
    ['running, saving save, running save, running', []],
    ['paused, saving save, paused save, paused', []],
    ['running, paused snapshot, running snapshot, running', []],
    ['running, crashed !QEMU_CRASHED', ['crashed QEMU_CRASHED unasked']],
    ['running, saving save, crashed save !QEMU_CRASHED', ['crashed QEMU_CRASHED']],
    ['stopped, broken !GUEST_FILE_NOT_JSON', ['broken GUEST_FILE_NOT_JSON unasked']],
    // A start that fails, fails again and is cancelled.
    ['stopped, starting start, stopped start !DISK_IN_USE', ['failed DISK_IN_USE']],
    ['stopped !DISK_IN_USE, starting start, stopped start !DISK_IN_USE, stopped !DISK_IN_USE', []],
    ['saved, starting restore, saved restore !RESTORE_FAILED', []],
    ['saved, starting start, saved start !RESTORE_FAILED', ['failed RESTORE_FAILED']],
    ['crashed, starting start, crashed start !QEMU_DIED_AT_START', ['failed QEMU_DIED_AT_START']],
    ['stopped, starting start, stopped', []],
    // The disk of this computer is full: told once.
    [
      'running, running !DISK_FULL, paused !DISK_FULL',
      ['failed DISK_FULL unasked', 'paused unasked'],
    ],
    ['running, paused !DISK_FULL', ['paused DISK_FULL unasked']],
    ['running, running !QEMU_NO_ANSWER, running', ['failed QEMU_NO_ANSWER unasked']],
    ['running !QEMU_NO_ANSWER, running !QEMU_NO_ANSWER', []],
    ['running, running save !SAVE_FAILED, running !SAVE_FAILED', []],
    // Found after the app has started: it happened before.
    ['stopped, running', []],
    ['stopped, saved', []],
    ['stopped, crashed !CRASHED_UNSEEN', []],
    ['crashed, stopped', []],
    ['saved, stopped discard-saved', []],
  ] as const)('%s', (steps, expected) => expect(told(steps)).toEqual(expected))

  it('tells of guests that come and go', () => {
    const made = view({ state: 'stopped' })
    expect(guestHappening(id, undefined, made)).toMatchObject({ event: 'created', name: 'debian' })
    expect(guestHappening(id, firstMemory(made), undefined)).toMatchObject({
      ...{ event: 'deleted', name: 'debian', error: null },
    })
    expect(guestHappening(id, undefined, undefined)).toBeNull()
  })

  it('tells the same failure of a second start', () => {
    const stopped = view({ state: 'stopped', error: 'DISK_IN_USE' })
    const starting = nextMemory(firstMemory(stopped), view({ state: 'starting', job: 'start' }))
    const again = { ...stopped, error: new GuesthouseError('DISK_IN_USE').toData() }
    expect(guestHappening(id, starting, again)).toMatchObject({ event: 'failed' })
  })
})
