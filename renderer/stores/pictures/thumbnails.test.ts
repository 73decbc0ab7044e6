import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Picture } from '../../../shared/domain/pictures.ts'
import { Thumbnails } from './thumbnails.ts'

/** Tells what is in sight when the test says so. */
class Sight {
  static all: Sight[] = []
  readonly #tell: (changes: IntersectionObserverEntry[]) => void
  constructor(tell: (changes: IntersectionObserverEntry[]) => void) {
    this.#tell = tell
    Sight.all.push(this)
  }
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  static show(target: Element, isIntersecting = true): void {
    for (const sight of Sight.all) {
      sight.#tell([{ target, isIntersecting } as unknown as IntersectionObserverEntry])
    }
  }
}

const picture = (takenAt: number): Picture => ({
  ...{ kind: 'picture', takenAt },
  png: new Uint8Array([1]),
})

describe('thumbnails', () => {
  const asked: [string, number | undefined][] = []
  let answer: (id: string) => Promise<Picture>
  let thumbnails: Thumbnails
  let urls = 0
  const revoked: string[] = []
  let hidden = false

  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('IntersectionObserver', Sight)
    vi.spyOn(URL, 'createObjectURL').mockImplementation(() => `blob:${++urls}`)
    vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url))
    vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() =>
      hidden ? 'hidden' : 'visible',
    )
    asked.length = 0
    revoked.length = 0
    urls = 0
    hidden = false
    Sight.all = []
    answer = () => Promise.resolve(picture(7))
    thumbnails = new Thumbnails({
      ask: (id, known) => {
        asked.push([id, known])
        return answer(id)
      },
      now: () => Date.now(),
    })
  })
  afterEach(() => {
    thumbnails.dispose()
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  const watch = (id: string, live = true, everyMs = 2000) => {
    const element = document.createElement('i')
    const shown: (string | null)[] = []
    const end = thumbnails.watch({ id, element, live, everyMs, show: (url) => shown.push(url) })
    return { element, shown, end }
  }
  const setHidden = (now: boolean) => {
    hidden = now
    document.dispatchEvent(new Event('visibilitychange'))
  }

  it('asks for what is in sight, again and again while it lives, and says what it has', async () => {
    const { element, shown } = watch('a')
    expect(asked).toEqual([])
    Sight.show(element)
    await vi.advanceTimersByTimeAsync(0)
    expect(asked).toEqual([['a', undefined]])
    expect(shown).toEqual(['blob:1'])
    await vi.advanceTimersByTimeAsync(1999)
    expect(asked).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(asked[1]).toEqual(['a', 7])
    expect(shown).toEqual(['blob:1', 'blob:2'])
    expect(revoked).toEqual(['blob:1'])
  })

  it('has no timer and asks nothing while the window is hidden', async () => {
    const { element } = watch('a')
    Sight.show(element)
    await vi.advanceTimersByTimeAsync(0)
    setHidden(true)
    expect(vi.getTimerCount()).toBe(0)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toHaveLength(1)
    setHidden(false)
    expect(asked).toHaveLength(2)
  })

  it('asks once for what does not change, and again when it is watched anew', async () => {
    const first = watch('a', false)
    Sight.show(first.element)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toHaveLength(1)
    first.end()
    const again = watch('a', false)
    Sight.show(again.element)
    await vi.advanceTimersByTimeAsync(0)
    expect(asked).toHaveLength(2)
  })

  it('stops when it is out of sight or nobody watches', async () => {
    const { element, end } = watch('a')
    Sight.show(element)
    await vi.advanceTimersByTimeAsync(0)
    Sight.show(element, false)
    expect(vi.getTimerCount()).toBe(0)
    Sight.show(element)
    end()
    expect(vi.getTimerCount()).toBe(0)
    expect(thumbnails.urlOf('a')).toBe('blob:1')
  })

  it('asks for few at once', async () => {
    const waiting: (() => void)[] = []
    answer = () => new Promise((resolve) => waiting.push(() => resolve(picture(1))))
    for (const id of ['a', 'b', 'c', 'd', 'e']) Sight.show(watch(id).element)
    expect(asked).toHaveLength(3)
    waiting[0]?.()
    await vi.advanceTimersByTimeAsync(0)
    expect(asked.map(([id]) => id)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('keeps the last picture when a question fails, and goes on asking', async () => {
    const { element, shown } = watch('a')
    Sight.show(element)
    await vi.advanceTimersByTimeAsync(0)
    answer = () => Promise.reject(new Error('no'))
    await vi.advanceTimersByTimeAsync(4000)
    expect(asked).toHaveLength(3)
    expect(shown).toEqual(['blob:1'])
    answer = () => Promise.resolve({ kind: 'none' })
    await vi.advanceTimersByTimeAsync(2000)
    expect(shown).toEqual(['blob:1', null])
    expect(revoked).toEqual(['blob:1'])
  })

  it('gives back the pictures that were longest out of sight', async () => {
    for (let number = 0; number < 80; number++) {
      const { element, end } = watch(`guest-${number}`)
      Sight.show(element)
      await vi.advanceTimersByTimeAsync(0)
      end()
    }
    expect(revoked).toHaveLength(16)
    expect(revoked[0]).toBe('blob:1')
    expect(thumbnails.urlOf('guest-79')).not.toBeNull()
  })
})
