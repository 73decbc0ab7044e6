import { beforeEach, describe, expect, it } from 'vitest'
import { GuesthouseError } from '../../shared/domain/errors.ts'
import { makeFakeBridge } from '../dev/fake-bridge.ts'
import { sampleHost, sampleId } from '../dev/samples.ts'
import { CallError, call, errorDataOf } from './call.ts'

describe('call', () => {
  const id = sampleId(1)
  const bridge = makeFakeBridge({
    guests: [],
    host: sampleHost,
    handlers: {
      'guests.log': () => ({ text: 'hello', truncated: false }),
      'guests.start': () => {
        throw new GuesthouseError('GUEST_BUSY', { job: 'reset' }, 'a cause')
      },
    },
  })
  beforeEach(() => {
    window.guesthouse = bridge
  })

  it('hands the input on and gives the value', async () => {
    await expect(call('guests.log', { id })).resolves.toEqual({ text: 'hello', truncated: false })
    expect(bridge.calls).toContainEqual({ method: 'guests.log', input: { id } })
  })

  it('rejects with the error that main told', async () => {
    const error = await call('guests.start', { id }).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(CallError)
    expect(errorDataOf(error)).toMatchObject({
      code: 'GUEST_BUSY',
      params: { job: 'reset' },
      cause: 'a cause',
    })
  })

  it('turns a broken connection and a non-answer into INTERNAL', async () => {
    window.guesthouse = { ...bridge, call: () => Promise.reject(new Error('channel closed')) }
    const broken = await call('guests.start', { id }).catch(errorDataOf)
    expect(broken).toMatchObject({ code: 'INTERNAL', cause: 'channel closed' })

    window.guesthouse = { ...bridge, call: () => Promise.resolve({ value: 1 }) }
    const odd = await call('guests.start', { id }).catch(errorDataOf)
    expect(odd).toMatchObject({ code: 'INTERNAL' })
  })
})
