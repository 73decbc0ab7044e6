import { expect, it } from 'vitest'
import type { GuestState } from '../../../shared/domain/guest.ts'
import type { Guest } from '../guest/guest.ts'
import { allowedActions, type LifecycleEvent, transition } from '../lifecycle/state.ts'
import { leavingGuest } from './leaving-guest.ts'

it('can be saved after it has ignored the request to shut down', async () => {
  let state: GuestState = 'running'
  const run = { qmp: { execute: async () => ({}) }, expectEnd: () => {} }
  const handle = {
    job: { signal: new AbortController().signal, progress: () => {} },
    run: () => run,
    showError: () => {},
    apply: (event: LifecycleEvent) => {
      state = transition(state, event)
    },
  }
  const guest = {
    config: { id: 'a', atLogout: 'shutdown' },
    get state() {
      return state
    },
    operate: async (_action: string, _kind: null, work: (given: typeof handle) => Promise<void>) =>
      work(handle),
  }
  const leaving = leavingGuest(guest as unknown as Guest, {
    watch: () => () => {},
    cancel: () => {},
  })
  expect(await leaving.shutDown(1, new AbortController().signal)).toBe(false)
  expect(allowedActions(state, true)).toContain('save')
})
