import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guestActions, type GuestState, guestStates } from '../../../shared/domain/guest.ts'
import { refusal } from './refusal.ts'
import {
  allowedActions,
  hasProcess,
  type LifecycleEvent,
  type RunState,
  transition,
} from './state.ts'

const run = (status: RunState): LifecycleEvent => ({ type: 'run-state', status })
const follow = (state: GuestState, events: readonly LifecycleEvent[]): GuestState =>
  events.reduce(transition, state)

describe('the life of a guest', () => {
  it('starts, runs, pauses, resumes, shuts down', () => {
    expect(transition('stopped', { type: 'start-requested' })).toBe('starting')
    expect(transition('starting', run('running'))).toBe('running')
    expect(transition('running', run('paused'))).toBe('paused')
    expect(transition('paused', run('running'))).toBe('running')
    expect(transition('running', { type: 'shutdown-requested' })).toBe('stopping')
    expect(transition('stopping', run('running'))).toBe('stopping')
    expect(transition('stopping', { type: 'exited', clean: true })).toBe('stopped')
  })

  it('tells a crash from an end', () => {
    expect(transition('running', { type: 'exited', clean: false })).toBe('crashed')
    expect(transition('starting', { type: 'start-failed', before: 'stopped' })).toBe('stopped')
    expect(transition('starting', { type: 'start-failed', before: 'saved' })).toBe('saved')
    expect(transition('running', { type: 'start-failed', before: 'stopped' })).toBe('running')
    expect(transition('crashed', { type: 'start-requested' })).toBe('starting')
  })

  it('goes back to running when the guest ignores the request', () => {
    expect(transition('stopping', { type: 'shutdown-ignored' })).toBe('running')
    expect(transition('running', { type: 'shutdown-ignored' })).toBe('running')
  })

  it('is saved, whatever QEMU says meanwhile, and goes on', () => {
    const saving = follow('running', [{ type: 'save-requested' }, run('paused')])
    expect(saving).toBe('saving')
    const written = follow(saving, [run('finish-migrate'), run('postmigrate')])
    expect(written).toBe('saving')
    const saved = transition(written, { type: 'exited', clean: true, saved: true })
    expect(saved).toBe('saved')
    expect(follow(saved, [{ type: 'start-requested' }, run('inmigrate')])).toBe('starting')
    expect(transition(saved, { type: 'saved-discarded' })).toBe('stopped')
  })

  it('is what it was before a save that failed', () => {
    for (const before of ['running', 'paused'] as const) {
      const saving = follow(before, [{ type: 'save-requested' }, run('paused')])
      expect(transition(saving, { type: 'save-failed', before })).toBe(before)
    }
    // It ended, and the undoing comes too late.
    const gone = follow('running', [{ type: 'save-requested' }, { type: 'exited', clean: false }])
    expect(transition(gone, { type: 'save-failed', before: 'running' })).toBe('crashed')
  })

  it('is saving while a snapshot takes its memory, and runs afterwards', () => {
    expect(follow('running', [run('save-vm')])).toBe('saving')
    expect(follow('running', [run('save-vm'), run('running')])).toBe('running')
  })

  it.each(['io-error', 'internal-error', 'guest-panicked', 'watchdog'] as const)(
    'shows a guest that QEMU stopped (%s) as paused',
    (status) => expect(transition('running', run(status))).toBe('paused'),
  )
})

const runStates = [
  ...(['debug', 'inmigrate', 'internal-error', 'io-error', 'paused', 'postmigrate'] as const),
  ...(['prelaunch', 'finish-migrate', 'restore-vm', 'running', 'save-vm', 'shutdown'] as const),
  ...(['suspended', 'watchdog', 'guest-panicked', 'colo'] as const),
] satisfies readonly RunState[]

const events: fc.Arbitrary<LifecycleEvent> = fc.oneof(
  fc.constantFrom(...runStates).map(run),
  fc
    .constantFrom('running' as const, 'saved' as const, 'crashed' as const)
    .map((as): LifecycleEvent => ({ type: 'found', as })),
  fc.constant<LifecycleEvent>({ type: 'start-requested' }),
  fc
    .constantFrom(...guestStates.filter((state) => state !== 'broken'))
    .map((before): LifecycleEvent => ({ type: 'start-failed', before })),
  fc.constant<LifecycleEvent>({ type: 'shutdown-requested' }),
  fc.constant<LifecycleEvent>({ type: 'shutdown-ignored' }),
  fc.constant<LifecycleEvent>({ type: 'save-requested' }),
  fc
    .constantFrom('running' as const, 'paused' as const)
    .map((before): LifecycleEvent => ({ type: 'save-failed', before })),
  fc.record({ type: fc.constant('exited' as const), clean: fc.boolean(), saved: fc.boolean() }),
  fc.constant<LifecycleEvent>({ type: 'saved-discarded' }),
)
const states = fc.constantFrom(...guestStates)

describe('whatever happens to a guest', () => {
  const always = (
    check: (state: GuestState, event: LifecycleEvent, next: GuestState) => void,
  ): void => {
    fc.assert(
      fc.property(states, fc.array(events, { maxLength: 30 }), (first, sequence) => {
        let state = first
        for (const event of sequence) {
          const next = transition(state, event)
          check(state, event, next)
          state = next
        }
      }),
      { numRuns: 500 },
    )
  }

  it('never becomes broken, and never leaves it', () => {
    always((state, _event, next) => expect(next === 'broken').toBe(state === 'broken'))
  })

  it('gets a process by a start or by being found alone, and loses it by an end or a failed start', () => {
    always((state, event, next) => {
      const born = !hasProcess(state) && hasProcess(next)
      const gone = hasProcess(state) && !hasProcess(next)
      expect(!born || ['start-requested', 'found'].includes(event.type)).toBe(true)
      expect(!gone || ['exited', 'start-failed'].includes(event.type)).toBe(true)
      expect(event.type === 'exited' && hasProcess(next)).toBe(false)
    })
  })

  it('is saved only where a saved state is on the disk', () => {
    always((state, event, next) => {
      if (next !== 'saved' || state === 'saved') return
      const told =
        (event.type === 'exited' && event.saved === true) ||
        (event.type === 'found' && event.as === 'saved') ||
        (event.type === 'start-failed' && event.before === 'saved')
      expect(told).toBe(true)
    })
  })

  it('leaves saved only by going on or by throwing it away', () => {
    always((state, event, next) => {
      if (state !== 'saved' || next === 'saved') return
      expect(['start-requested', 'saved-discarded']).toContain(event.type)
    })
  })

  it('is crashed only after an end that nobody asked for, or where it was so before', () => {
    always((state, event, next) => {
      if (next !== 'crashed' || state === 'crashed') return
      expect(['exited', 'found', 'start-failed']).toContain(event.type)
      expect(event.type === 'exited' && event.clean).toBe(false)
    })
  })

  it('is not changed by being told the same twice', () => {
    fc.assert(
      fc.property(states, events, (state, event) => {
        const once = transition(state, event)
        expect(transition(once, event)).toBe(once)
      }),
    )
  })
})

/**
 * What QEMU's run state may become from each, in part: the ways that a guest of ours can go
 * (runstate_transitions_def in QEMU's softmmu/runstate.c as of 7.2).
 */
const qemuGoes: Partial<Readonly<Record<RunState, readonly RunState[]>>> = {
  prelaunch: ['running', 'inmigrate'],
  inmigrate: ['running', 'paused'],
  running: ['paused', 'io-error', 'save-vm', 'watchdog', 'guest-panicked', 'suspended', 'shutdown'],
  paused: ['running', 'finish-migrate'],
  'io-error': ['running', 'finish-migrate'],
  'save-vm': ['running'],
  'finish-migrate': ['postmigrate', 'paused'],
  postmigrate: ['running'],
  watchdog: ['running'],
  'guest-panicked': ['running'],
  suspended: ['running', 'paused'],
  shutdown: ['paused'],
}

/** What a person is to see of a QEMU that we asked for nothing. */
const seen: Partial<Readonly<Record<RunState, GuestState>>> = {
  ...{ prelaunch: 'starting', inmigrate: 'starting', running: 'running', suspended: 'running' },
  ...{ paused: 'paused', 'io-error': 'paused', watchdog: 'paused', 'guest-panicked': 'paused' },
}

describe('a model of QEMU', () => {
  /** A way through QEMU's run states, chosen by numbers. */
  const walk = (choices: readonly number[]): RunState[] => {
    const way: RunState[] = ['prelaunch']
    for (const choice of choices) {
      const next = qemuGoes[way.at(-1) ?? 'running'] ?? []
      const status = next[choice % next.length]
      if (status !== undefined) way.push(status)
    }
    return way
  }
  const choices = fc.array(fc.nat(1_000), { maxLength: 40 })

  it('is followed: a guest is shown as what QEMU does', () => {
    fc.assert(
      fc.property(choices, (chosen) => {
        let state = transition('stopped', { type: 'start-requested' })
        for (const status of walk(chosen)) {
          const before = state
          state = transition(state, run(status))
          expect(hasProcess(state)).toBe(true)
          const expected = seen[status]
          // What a save or a shutdown has begun, only its own end ends.
          if (expected === undefined || before === 'saving' || before === 'stopping') continue
          expect(state).toBe(expected)
        }
      }),
    )
  })

  it('never ends a save that was begun, but by running again', () => {
    fc.assert(
      fc.property(choices, (chosen) => {
        let state = transition('running', { type: 'save-requested' })
        for (const status of walk(chosen).slice(1)) {
          if (['running', 'suspended', 'inmigrate'].includes(status)) return
          state = transition(state, run(status))
          expect(state).toBe('saving')
        }
      }),
    )
  })
})

describe('what may be asked of a guest', () => {
  it('is always a way out of a state with a process', () => {
    for (const state of guestStates) {
      for (const reachable of [true, false]) {
        const offered = allowedActions(state, reachable).includes('power-off')
        expect(offered).toBe(hasProcess(state))
      }
    }
    expect(allowedActions('running', false)).toEqual(['power-off'])
    expect(allowedActions('broken', true)).toEqual([])
  })

  it('touches disks and copies only where nothing runs and nothing is kept of a run', () => {
    for (const action of ['storage', 'clone'] as const) {
      const where = guestStates.filter((state) => allowedActions(state, true).includes(action))
      expect(where).toEqual(['stopped', 'crashed'])
    }
    const changed = guestStates.filter((state) => allowedActions(state, true).includes('configure'))
    expect(changed).toEqual(['stopped', 'running', 'paused', 'stopping', 'crashed'])
  })

  it('is saving of what runs, and going on or throwing away of what is saved', () => {
    const where = (action: 'save' | 'discard-saved'): string[] =>
      guestStates.filter((state) => allowedActions(state, true).includes(action))
    expect(where('save')).toEqual(['running', 'paused'])
    expect(where('discard-saved')).toEqual(['saved'])
    expect(allowedActions('saved', false)).toContain('start')
  })

  it('is never the start of a template', () => {
    for (const state of guestStates)
      expect(allowedActions(state, true, true)).not.toContain('start')
  })

  it('is refused with words exactly where it is not offered', () => {
    for (const state of guestStates) {
      for (const action of guestActions) {
        for (const reachable of [true, false]) {
          for (const template of [true, false]) {
            const offered = allowedActions(state, reachable, template).includes(action)
            expect(refusal(action, { state, reachable, template }) === null).toBe(offered)
          }
        }
      }
    }
    const guest = { reachable: true, template: false }
    expect(refusal('configure', { ...guest, state: 'saved' })?.code).toBe('GUEST_SAVED')
    expect(refusal('start', { ...guest, state: 'stopped', template: true })?.code).toBe(
      'GUEST_IS_TEMPLATE',
    )
    expect(refusal('pause', { ...guest, state: 'running', reachable: false })?.code).toBe(
      'QEMU_NO_ANSWER',
    )
    expect(refusal('pause', { ...guest, state: 'stopped' })?.code).toBe('GUEST_WRONG_STATE')
    expect(refusal('start', { ...guest, state: 'broken' })?.code).toBe('GUEST_BROKEN')
  })
})
