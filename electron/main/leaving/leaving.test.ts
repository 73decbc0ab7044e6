import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestState } from '../../../shared/domain/guest.ts'
import type { LeaveReason, LeavingState, LeavingView } from '../../../shared/domain/leaving.ts'
import type { LeaveResult } from '../../../shared/domain/many.ts'
import type { WindowRequest } from '../../../shared/domain/window-requests.ts'
import type { Connection, GuestChange } from '../../connections/connection.ts'
import { silentLogger } from '../../platform/logger.ts'
import { createLeaving } from './leaving.ts'
import { openSavedGuests } from './saved-guests.ts'

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const [first, second] = [uuid(1), uuid(2)]

/** An engine with guests in those states, whose leaving does what the test says. */
function fakeConnection(states: Record<string, GuestState>) {
  const guestListeners = new Set<(change: GuestChange) => void>()
  const listeners = new Set<(view: LeavingView | null) => void>()
  let end = (): void => {}
  let results: readonly LeaveResult[] = []
  let view: LeavingView | null = null
  const show = (next: LeavingView | null): void => {
    view = next
    for (const listener of listeners) listener(next)
  }
  const become = (id: string, state: GuestState): void => {
    states[id] = state
    const change = { type: 'put', guest: { id, state } } as unknown as GuestChange
    for (const listener of guestListeners) listener(change)
  }
  const step = (reason: LeaveReason, rows: Record<string, LeavingState>): void =>
    show({
      ...{ reason, stopping: false },
      guests: Object.entries(rows).map(([id, state]) => ({
        id,
        name: id,
        policy: 'save',
        error: null,
        state,
      })),
    })
  const stop = vi.fn(() => {
    const rows = view?.guests ?? []
    endWith(rows.map(({ id }) => ({ id, outcome: 'left', error: null })))
  })
  const leaving: Connection['leaving'] = {
    begin: vi.fn(async () => {
      await new Promise<void>((resolve) => (end = resolve))
      if (view?.reason !== 'shutdown') show(null)
      return results
    }),
    stop,
    settled: async () => {},
    view: () => view,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const connection = {
    leaving,
    list: () => Object.entries(states).map(([id, state]) => ({ id, state })),
    onChange(listener: (change: GuestChange) => void) {
      guestListeners.add(listener)
      return () => guestListeners.delete(listener)
    },
  } as unknown as Connection
  const endWith = (given: readonly LeaveResult[]): void => {
    results = given
    end()
  }
  return { connection, leaving, stop, show, step, become, end: () => end(), endWith }
}

let dir: string
let path: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-leaving-'))
  path = join(dir, 'saved-by-leaving.json')
})
afterEach(() => rm(dir, { recursive: true }))

async function open(
  states: Record<string, GuestState>,
  limitMs = 60_000,
  started: Promise<unknown> = Promise.resolve(),
) {
  const fake = fakeConnection(states)
  const asked: WindowRequest[] = []
  /** Those of them that open the window. */
  const shown: WindowRequest[] = []
  const quit = vi.fn()
  const saved = await openSavedGuests(path, silentLogger)
  const leaving = createLeaving({
    ...{ quit, logger: silentLogger, limitMs, started, saved: Promise.resolve(saved) },
    connection: Promise.resolve(fake.connection),
    ask: (request) => void asked.push(request),
    show(request) {
      asked.push(request)
      shown.push(request)
    },
  })
  // It has opened both by then.
  await new Promise((resolve) => setImmediate(resolve))
  return { ...fake, app: leaving, asked, shown, quit }
}
const noted = async (): Promise<unknown> =>
  JSON.parse(await readFile(path, 'utf8').catch(() => 'null'))

describe('the end of the session', () => {
  it('is waited for, and the window shows the last of it until the app has ended', async () => {
    const { app, leaving, step, end, quit, asked } = await open({ [first]: 'running' })
    const done = app.terminate()
    await vi.waitFor(() => expect(leaving.begin).toHaveBeenCalledWith({ reason: 'session' }))
    step('session', { [first]: 'saving' })
    expect(app.view()?.guests[0]?.state).toBe('saving')
    step('session', { [first]: 'saved' })
    end()
    await done
    expect(app.view()?.guests[0]?.state).toBe('saved')
    // Who sent the signal has the app end, and the person is asked at the next start.
    expect([quit.mock.calls, asked]).toEqual([[], []])
    await app.close()
  })

  it('does not wait longer than a session does', async () => {
    const { app, stop } = await open({ [first]: 'running' }, 1)
    await app.terminate()
    expect(stop).toHaveBeenCalledOnce()
    await app.close()
  })

  it('is called off: the app stays, and asks about what was saved by then', async () => {
    const { app, leaving, step, become, asked } = await open({ [first]: 'running' })
    app.callOff()
    const done = app.terminate()
    await vi.waitFor(() => expect(leaving.begin).toHaveBeenCalled())
    step('session', { [first]: 'saving' })
    become(first, 'saved')
    step('session', { [first]: 'saved' })
    app.callOff()
    expect(await done).toBe(false)
    expect(app.view()).toBeNull()
    expect(asked).toEqual([{ kind: 'resume-saved', ids: [first] }])
    await app.close()
  })

  it('has nothing to do once the app lets go of everything', async () => {
    const { app, leaving } = await open({ [first]: 'running' })
    await app.close()
    await app.terminate()
    expect(leaving.begin).not.toHaveBeenCalled()
  })
})

describe('saving all and quitting', () => {
  it('quits when all is done', async () => {
    const { app, leaving, step, end, quit } = await open({ [first]: 'running' })
    const done = app.saveAllAndQuit()
    await vi.waitFor(() =>
      expect(leaving.begin).toHaveBeenCalledWith({ reason: 'quit', policy: 'save' }),
    )
    step('quit', { [first]: 'saving' })
    expect(quit).not.toHaveBeenCalled()
    end()
    await done
    expect(quit).toHaveBeenCalledOnce()
    await app.close()
  })

  it('is called off: the app stays, and asks about what was saved by then', async () => {
    const { app, leaving, step, become, quit, asked } = await open({
      ...{ [first]: 'running', [second]: 'running' },
    })
    const done = app.saveAllAndQuit()
    await vi.waitFor(() => expect(leaving.begin).toHaveBeenCalled())
    step('quit', { [first]: 'saving', [second]: 'saving' })
    become(first, 'saved')
    step('quit', { [first]: 'saved', [second]: 'saving' })
    app.stop('stay')
    await done
    expect(app.view()).toBeNull()
    expect(quit).not.toHaveBeenCalled()
    expect(asked).toEqual([{ kind: 'resume-saved', ids: [first] }])
    await app.close()
  })

  it('says which machine could not be saved, and does not quit', async () => {
    const { app, leaving, step, become, endWith, quit, asked } = await open({
      ...{ [first]: 'running', [second]: 'running' },
    })
    const done = app.saveAllAndQuit()
    await vi.waitFor(() => expect(leaving.begin).toHaveBeenCalled())
    step('quit', { [first]: 'saving', [second]: 'saving' })
    become(first, 'saved')
    step('quit', { [first]: 'saved', [second]: 'left' })
    const error = new GuesthouseError('SAVE_BLOCKED', { reason: 'x' }).toData()
    endWith([
      { id: first, outcome: 'saved', error: null },
      { id: second, outcome: 'left', error },
    ])
    await done
    expect(quit).not.toHaveBeenCalled()
    expect(app.view()).toBeNull()
    expect(asked).toMatchObject([
      { kind: 'resume-saved', ids: [first] },
      { kind: 'failed', error: { code: 'NOT_ALL_SAVED', params: { names: second } } },
    ])
    await app.close()
  })

  it('is called off and wanted again before all is undone: quits, and tells of no failure', async () => {
    const { app, leaving, step, stop, endWith, quit, asked } = await open({ [first]: 'running' })
    const done = app.saveAllAndQuit()
    await vi.waitFor(() => expect(leaving.begin).toHaveBeenCalled())
    step('quit', { [first]: 'saving' })
    stop.mockImplementation(() => {})
    app.stop('stay')
    let endAgain = (_results: readonly LeaveResult[]): void => {}
    vi.mocked(leaving.begin).mockReturnValueOnce(new Promise((resolve) => (endAgain = resolve)))
    const again = app.saveAllAndQuit()
    await vi.waitFor(() => expect(leaving.begin).toHaveBeenCalledTimes(2))
    const error = new GuesthouseError('JOB_CANCELLED').toData()
    endWith([{ id: first, outcome: 'left', error }])
    await done
    expect(quit).not.toHaveBeenCalled()
    endAgain([{ id: first, outcome: 'saved', error: null }])
    await again
    expect(quit).toHaveBeenCalledOnce()
    expect(asked).toEqual([])
    await app.close()
  })

  it('quits where nobody wants to wait for the rest', async () => {
    const { app, leaving, step, quit } = await open({ [first]: 'running' })
    const done = app.saveAllAndQuit()
    await vi.waitFor(() => expect(leaving.begin).toHaveBeenCalled())
    step('quit', { [first]: 'saving' })
    app.stop('end')
    await done
    // Though that is left.
    expect(quit).toHaveBeenCalledOnce()
    await app.close()
  })
})

describe('saving all where not all can be saved', () => {
  const error = new GuesthouseError('GUEST_BUSY').toData()
  const results = [
    { id: first, outcome: 'saved', error: null },
    { id: second, outcome: 'left', error },
  ] as const

  it('says which, and does not quit', async () => {
    const { app, leaving, quit, asked, shown } = await open({
      ...{ [first]: 'running', [second]: 'running' },
    })
    vi.mocked(leaving.begin).mockResolvedValueOnce(results)
    await app.saveAllAndQuit()
    // Its window may be closed by now.
    expect(shown.map(({ kind }) => kind)).toEqual(['failed'])
    expect(quit).not.toHaveBeenCalled()
    expect(app.view()).toBeNull()
    const failed = asked.find(({ kind }) => kind === 'failed')
    expect(failed).toMatchObject({ error: { code: 'NOT_ALL_SAVED', params: { names: second } } })
    expect(JSON.stringify(failed)).toContain(error.message)
    // Nothing stands in the way of another try.
    vi.mocked(leaving.begin).mockResolvedValueOnce([])
    await app.saveAllAndQuit()
    expect(quit).toHaveBeenCalledOnce()
    await app.close()
  })

  it('quits where one was shut down instead', async () => {
    const { app, leaving, quit } = await open({ [first]: 'running' })
    vi.mocked(leaving.begin).mockResolvedValueOnce([{ id: first, outcome: 'shut-down', error }])
    await app.saveAllAndQuit()
    expect(quit).toHaveBeenCalledOnce()
    await app.close()
  })
})

describe('what the person may say', () => {
  it.each([
    ['session', 'saving', 'stay'],
    ['shutdown', 'saving', 'stay'],
    ['shutdown', 'saving', 'end'],
    ['shutdown', 'saved', 'end'],
  ] as const)('is not, while of the %s a machine is %s: %s', async (reason, state, then) => {
    const { app, step, stop } = await open({ [first]: 'running' })
    step(reason, { [first]: state })
    expect(() => app.stop(then)).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED' }))
    expect(stop).not.toHaveBeenCalled()
    await app.close()
  })

  it('is that the computer did not shut down', async () => {
    const { app, step, stop } = await open({ [first]: 'saved' })
    step('shutdown', { [first]: 'saved' })
    app.stop('stay')
    expect(stop).toHaveBeenCalledOnce()
    await app.close()
  })
})

describe('machines that were saved so', () => {
  it('are noted before they are saved, and asked about at the next start, until that is answered', async () => {
    const before = await open({ [first]: 'running', [second]: 'running' })
    before.step('session', { [first]: 'saving', [second]: 'saving' })
    await vi.waitFor(async () => expect(await noted()).toEqual({ guests: [first, second] }))
    before.become(first, 'saved')
    before.step('session', { [first]: 'saved', [second]: 'shutting-down' })
    await before.app.close()
    expect(await noted()).toEqual({ guests: [first, second] })

    // Killed there; the second was not saved.
    const after = await open({ [first]: 'saved', [second]: 'running' })
    expect(after.asked).toEqual([{ kind: 'resume-saved', ids: [first] }])
    // There may be the tray alone.
    expect(after.shown).toEqual(after.asked)
    await after.app.close()
    const again = await open({ [first]: 'saved', [second]: 'saved' })
    expect(again.asked).toEqual([{ kind: 'resume-saved', ids: [first] }])
    again.app.forgetSaved()
    await again.app.close()
    expect(await noted()).toBeNull()
    const last = await open({ [first]: 'saved' })
    expect(last.asked).toEqual([])
    await last.app.close()
  })

  it('are forgotten when they go on, or turn out not to be saved', async () => {
    const { app, step, become } = await open({ [first]: 'running', [second]: 'running' })
    step('quit', { [first]: 'saving', [second]: 'saving' })
    become(first, 'saved')
    step('quit', { [first]: 'saved', [second]: 'left' })
    await vi.waitFor(async () => expect(await noted()).toEqual({ guests: [first] }))
    become(first, 'starting')
    await vi.waitFor(async () => expect(await noted()).toBeNull())
    await app.close()
  })

  it('are asked about once those that start at login have been started', async () => {
    await writeFile(path, JSON.stringify({ guests: [first, second] }))
    let start = (): void => {}
    const started = new Promise<void>((resolve) => (start = resolve))
    const { app, become, shown } = await open(
      { [first]: 'saved', [second]: 'saved' },
      60_000,
      started,
    )
    expect(shown).toEqual([])
    become(first, 'running')
    start()
    await vi.waitFor(() => expect(shown).toEqual([{ kind: 'resume-saved', ids: [second] }]))
    await app.close()
  })

  it.each([['{'], ['{"guests":["../x"]}'], ['[]'], ['']])(
    'are not known where their file is %j',
    async (content) => {
      await writeFile(path, content)
      const { app, asked } = await open({ [first]: 'saved' })
      expect(asked).toEqual([])
      await app.close()
    },
  )

  it('are asked about where the computer did not shut down', async () => {
    const { app, show, step, become, asked } = await open({ [first]: 'running' })
    step('shutdown', { [first]: 'saving' })
    become(first, 'saved')
    step('shutdown', { [first]: 'saved' })
    expect(asked).toEqual([])
    show(null)
    expect(asked).toEqual([{ kind: 'resume-saved', ids: [first] }])
    await app.close()
  })
})
