import { describe, expect, it } from 'vitest'
import { OneAtATime } from './one-at-a-time.ts'

describe('one at a time', () => {
  it('refuses a second operation and names the first', async () => {
    const jobs = new OneAtATime()
    let finish = (): void => {}
    const first = jobs.run('start', () => new Promise<void>((resolve) => (finish = resolve)))
    await expect(jobs.run('pause', async () => {})).rejects.toMatchObject({
      code: 'GUEST_BUSY',
      params: { job: 'start' },
    })
    finish()
    await first
    await expect(jobs.run('pause', async () => 1)).resolves.toBe(1)
  })

  it('is free again after a failure', async () => {
    const jobs = new OneAtATime()
    await expect(jobs.run('a', () => Promise.reject(new Error('x')))).rejects.toThrow('x')
    await expect(jobs.run('b', async () => 2)).resolves.toBe(2)
  })

  it('cancels and waits for the undoing', async () => {
    const jobs = new OneAtATime()
    const steps: string[] = []
    const first = jobs.run('start', async (signal) => {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      steps.push('undone')
      signal.throwIfAborted()
    })
    const failed = first.catch((error: unknown) => error)
    await jobs.cancel(new Error('cancelled'))
    steps.push('cancelled')
    expect(await failed).toEqual(new Error('cancelled'))
    expect(steps).toEqual(['undone', 'cancelled'])
    await jobs.run('next', async () => {})
  })
})
