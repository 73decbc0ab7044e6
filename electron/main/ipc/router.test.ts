import { expect, test, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { methodNames } from '../../../shared/ipc/contract.ts'
import { silentLogger } from '../../platform/logger.ts'
import { type Caller, createRouter, type Handlers } from './router.ts'

const id = '6f2a4b0e-7f0e-4b39-9d3c-1d6f1f0a2b3c'
const caller = {} as Caller

const unexpected = (): never => {
  throw new Error('not expected here')
}
const nothingExpected = Object.fromEntries(
  methodNames.map((name) => [name, unexpected]),
) as unknown as Handlers

function routerFor(handlers: Partial<Handlers>, checkOutput = true) {
  const error = vi.fn<(message: string, fields?: object) => void>()
  const router = createRouter({
    handlers: { ...nothingExpected, ...handlers },
    logger: { ...silentLogger, error },
    checkOutput,
  })
  return { router, error }
}

test('hands the checked input over and answers with the value', async () => {
  const rename = vi.fn<Handlers['guests.rename']>()
  const { router } = routerFor({ 'guests.rename': rename })
  const input = { id, name: '  debian  ', more: 1 }
  expect(await router('guests.rename', input, caller)).toEqual({ ok: true, value: undefined })
  expect(rename).toHaveBeenCalledWith({ id, name: 'debian' }, caller)
})

test.each([
  ['guests.start', undefined],
  ['guests.start', {}],
  ['guests.start', { id: '../../etc' }],
  ['guests.rename', { id, name: 'a\nb' }],
  ['app.info', { unexpected: true }],
  ['consoles.open', { id, console: { kind: 'tcp' }, token: id }],
])('%s with %j is refused with a reason before any handler runs', async (method, input) => {
  const answer = await routerFor({}).router(method, input, caller)
  expect(answer).toMatchObject({
    ok: false,
    error: { code: 'INVALID_INPUT', params: { reason: expect.stringMatching(/./) } },
  })
})

test.each([['guests.steal'], ['__proto__'], ['constructor'], ['toString'], [''], [null], [{}]])(
  'the method %j is not there',
  async (method) => {
    const answer = await routerFor({}).router(method, { id }, caller)
    expect(answer).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
  },
)

test('an error of ours is answered as it is, and not logged as a mistake', async () => {
  const { router, error } = routerFor({
    'guests.start': () => Promise.reject(new GuesthouseError('DISK_MISSING', { path: '/d' })),
  })
  expect(await router('guests.start', { id }, caller)).toMatchObject({
    ok: false,
    error: { code: 'DISK_MISSING', message: 'The file /d does not exist.' },
  })
  expect(error).not.toHaveBeenCalled()
})

test('any other error is INTERNAL, and logged with its stack', async () => {
  const { router, error } = routerFor({
    'guests.start': () => {
      throw new TypeError('boom')
    },
  })
  expect(await router('guests.start', { id }, caller)).toMatchObject({
    ok: false,
    error: { code: 'INTERNAL', cause: 'boom' },
  })
  expect(error).toHaveBeenCalledWith('guests.start failed', {
    stack: expect.stringContaining('router.test.ts'),
  })
})

test('an answer that breaks the contract is found where answers are checked', async () => {
  const handlers = { 'guests.create': () => ({ id: 'not-a-uuid' }) }
  const guest = { name: 'a', memoryMiB: 512, cpus: 1, disk: { kind: 'none' } }
  expect(await routerFor(handlers).router('guests.create', guest, caller)).toMatchObject({
    ok: false,
    error: { code: 'INTERNAL' },
  })
  expect(await routerFor(handlers, false).router('guests.create', guest, caller)).toMatchObject({
    ok: true,
  })
})
