import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guestStates } from '../../../shared/domain/guest.ts'
import {
  allowedActions,
  hasProcess,
  type LifecycleEvent,
  type RunState,
  transition,
} from './state.ts'

const run = (status: RunState): LifecycleEvent => ({ type: 'run-state', status })

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

  it.each(['io-error', 'internal-error', 'guest-panicked', 'watchdog'] as const)(
    'shows a guest that QEMU stopped (%s) as paused',
    (status) => expect(transition('running', run(status))).toBe('paused'),
  )

  const states = fc.constantFrom(...guestStates)
  const runStates = fc.constantFrom<RunState>(
    ...([
      'running',
      'paused',
      'prelaunch',
      'shutdown',
      'save-vm',
      'io-error',
      'suspended',
    ] as const),
  )
  const events = fc.oneof(
    runStates.map(run),
    fc.constant<LifecycleEvent>({ type: 'start-requested' }),
    fc.constant<LifecycleEvent>({ type: 'start-failed', before: 'stopped' }),
    fc.constant<LifecycleEvent>({ type: 'shutdown-requested' }),
    fc.constant<LifecycleEvent>({ type: 'shutdown-ignored' }),
    fc.boolean().map((clean): LifecycleEvent => ({ type: 'exited', clean })),
  )

  it('never brings a process to life but by a start, and never leaves broken', () => {
    fc.assert(
      fc.property(states, events, (state, event) => {
        const next = transition(state, event)
        expect(next === 'broken').toBe(state === 'broken')
        const bornOf = !hasProcess(state) && hasProcess(next) ? event.type : 'start-requested'
        expect(bornOf).toBe('start-requested')
        expect(event.type === 'exited' && hasProcess(next)).toBe(false)
      }),
    )
  })

  it('always offers a way out of a state with a process', () => {
    for (const state of guestStates) {
      for (const reachable of [true, false]) {
        const offered = allowedActions(state, reachable).includes('power-off')
        expect(offered).toBe(hasProcess(state))
      }
    }
    expect(allowedActions('running', false)).toEqual(['power-off'])
    expect(allowedActions('broken', true)).toEqual([])
  })
})
