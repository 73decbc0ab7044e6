import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { planText } from './plan-text.ts'
import { typeStrokes } from './type-strokes.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

it('holds Shift around the key, and goes no faster than QEMU', async () => {
  const sent: string[] = []
  const typed = vi.fn<(count: number) => void>()
  const send = (code: string, down: boolean) => void sent.push(`${down ? '+' : '-'}${code}`)
  const { strokes } = planText('Ab', 'us')
  const done = typeStrokes(strokes, send, new AbortController().signal, typed)
  expect(sent).toEqual(['+ShiftLeft', '+KeyA', '-KeyA', '-ShiftLeft'])
  await vi.advanceTimersByTimeAsync(39)
  expect(sent).toHaveLength(4)
  await vi.advanceTimersByTimeAsync(1)
  expect(sent.slice(4)).toEqual(['+KeyB', '-KeyB'])
  await vi.advanceTimersByTimeAsync(20)
  await done
  expect(typed.mock.calls).toEqual([[1], [2]])
})

it('makes up for what a window out of sight slept through, and for no more', async () => {
  const send = vi.fn<(code: string, down: boolean) => void>()
  const { strokes } = planText('x'.repeat(400), 'us')
  const stop = new AbortController()
  const done = typeStrokes(strokes, send, stop.signal, () => undefined)
  expect(send).toHaveBeenCalledTimes(2)
  // The clock goes on while no timer fires.
  vi.setSystemTime(Date.now() + 1000)
  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 1000)
  await vi.advanceTimersByTimeAsync(20)
  // 980 ms late: as many keys as QEMU has taken since.
  expect(send.mock.calls.length).toBeGreaterThanOrEqual(2 * 49)
  expect(send.mock.calls.length).toBeLessThanOrEqual(2 * 53)
  stop.abort()
  expect(await done).toBe(send.mock.calls.length / 2)
})

it('stops when it is told to, with no key down', async () => {
  const down = new Set<string>()
  const send = (code: string, isDown: boolean) => void (isDown ? down.add(code) : down.delete(code))
  const stop = new AbortController()
  const typed = vi.fn<(count: number) => void>()
  const done = typeStrokes(planText('ABC', 'us').strokes, send, stop.signal, typed)
  stop.abort()
  await done
  expect(typed).toHaveBeenCalledTimes(1)
  expect(down.size).toBe(0)
})
