import { expect, test, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { WindowRequest } from '../../../shared/domain/window-requests.ts'
import type { Connection } from '../../connections/connection.ts'
import { silentLogger } from '../../platform/logger.ts'
import { guestId, guestView } from '../testing/guest-view.ts'
import type { Errand } from './errand.ts'
import { runErrand } from './run-errand.ts'

function world(guests: GuestView[], failure?: GuesthouseError) {
  const done: string[] = []
  const asked: WindowRequest[] = []
  const command = (name: string) => async (id: string) => {
    done.push(`${name} ${id.slice(-1)}`)
    if (failure !== undefined) throw failure
  }
  const connection = {
    list: () => guests,
    start: command('start'),
    resume: command('resume'),
    storage: {
      clone: async (id: string, { name, kind }: { name: string; kind: string }) => {
        done.push(`clone ${id.slice(-1)} ${kind} ${name}`)
        guests.push(guestView(9, name, 'stopped'))
        return { id: guestId(9) }
      },
    },
  }
  const openMain = vi.fn<() => void>()
  const run = (errand: Errand) =>
    runErrand(errand, {
      connection: Promise.resolve(connection as unknown as Connection),
      ...{ openMain, logger: silentLogger },
      ask: (request) => void asked.push(request),
    })
  return { run, done, asked, openMain }
}
const quick = { kind: 'quick-start', name: null, hidden: false, atLogin: false } as const

test.each([
  ['stopped', 'start'],
  ['saved', 'start'],
  ['crashed', 'start'],
  ['paused', 'resume'],
] as const)('quick start gets a machine that is %s going: %s', async (state, command) => {
  const { run, done, asked, openMain } = world([guestView(1, 'a', state)])
  await run(quick)
  expect(done).toEqual([`${command} 1`])
  expect(asked).toEqual([{ kind: 'guest', id: guestId(1) }])
  expect(openMain).toHaveBeenCalledOnce()
})

test('quick start shows what runs or is on its way, and does nothing to it', async () => {
  for (const state of ['running', 'starting', 'saving', 'stopping'] as const) {
    const { run, done, asked } = world([guestView(1, 'a', state)])
    await run(quick)
    expect([done, asked]).toEqual([[], [{ kind: 'guest', id: guestId(1) }]])
  }
})

test('quick start of a template starts a clone of it', async () => {
  const template = guestView(1, 'image', 'stopped', { template: true })
  const { run, done, asked } = world([template, guestView(2, 'other', 'running')])
  await run({ ...quick, name: 'image' })
  expect(done).toEqual(['clone 1 linked image 1', 'start 9'])
  expect(asked).toEqual([{ kind: 'guest', id: guestId(9) }])
})

test('hidden, no window is opened, but for what has to be asked or said', async () => {
  const hidden = { ...quick, hidden: true }
  const quiet = world([guestView(1, 'a', 'saved')])
  await quiet.run(hidden)
  expect(quiet.done).toEqual(['start 1'])
  expect(quiet.openMain).not.toHaveBeenCalled()
  await quiet.run({ kind: 'window', hidden: true, atLogin: true })
  expect(quiet.openMain).not.toHaveBeenCalled()

  const empty = world([])
  await empty.run(hidden)
  expect(empty.asked).toEqual([{ kind: 'new-machine' }])
  expect(empty.openMain).toHaveBeenCalledOnce()
  await empty.run({ ...hidden, name: 'nobody' })
  expect(empty.asked[1]).toMatchObject({ kind: 'failed', error: { code: 'NO_SUCH_MACHINE' } })
})

test('a failure is told where the machine’s own page does not say it', async () => {
  const failure = new GuesthouseError('QEMU_CRASHED')
  const said = world([{ ...guestView(1, 'a', 'crashed'), error: failure.toData() }], failure)
  await said.run(quick)
  expect(said.asked).toEqual([{ kind: 'guest', id: guestId(1) }])

  const unsaid = world([guestView(1, 'a', 'stopped')], new GuesthouseError('GUEST_BUSY'))
  await unsaid.run(quick)
  expect(unsaid.asked[1]).toMatchObject({ kind: 'failed', error: { code: 'GUEST_BUSY' } })
})

test('machines and files are shown', async () => {
  const { run, asked } = world([guestView(1, 'a', 'stopped'), guestView(2, 'a', 'stopped')])
  await run({ kind: 'guest', name: guestId(2) })
  await run({ kind: 'guest', name: 'a' })
  await run({ kind: 'new-machine', file: null })
  await run({ kind: 'new-machine', file: '/tmp/a.iso' })
  expect(asked).toEqual([
    { kind: 'guest', id: guestId(2) },
    { kind: 'failed', error: expect.objectContaining({ code: 'NAME_NOT_UNIQUE' }) as unknown },
    { kind: 'new-machine' },
    { kind: 'new-machine', file: '/tmp/a.iso' },
  ])
})
