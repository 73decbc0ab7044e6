import type { Picture } from '../../../shared/domain/pictures.ts'

export interface ThumbnailsOptions {
  /** Asks main for a guest's picture; `known` as in `pictures.screen`. */
  readonly ask: (id: string, known: number | undefined) => Promise<Picture>
  /** ms, of a clock that never goes back. */
  readonly now?: () => number
}

export interface Watch {
  readonly id: string
  /** It is asked for while this is in sight. */
  readonly element: Element
  /** Whether the screen changes by itself: it is asked for again and again. */
  readonly live: boolean
  /** ms between two pictures, at least. */
  readonly everyMs: number
  readonly show: (url: string | null) => void
}

interface Watcher extends Watch {
  inSight: boolean
}

interface Entry {
  readonly watchers: Set<Watcher>
  url: string | null
  takenAt: number | undefined
  askedAt: number
  asking: boolean
  /** To be asked for once, whatever the time. */
  stale: boolean
}

const AT_ONCE = 3
/** Pictures of guests that are out of sight, kept for when one scrolls back. */
const KEPT = 64

/**
 * Pictures of guests' screens as blob URLs. Only what is in sight is asked for, and nothing while
 * the window is hidden: then there is no timer either.
 */
export class Thumbnails {
  readonly #options: Required<ThumbnailsOptions>
  /** The one that was looked at last is last. */
  readonly #entries = new Map<string, Entry>()
  readonly #byElement = new Map<Element, Watcher>()
  readonly #observer: IntersectionObserver
  #asked = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: ThumbnailsOptions) {
    this.#options = { now: () => performance.now(), ...options }
    this.#observer = new IntersectionObserver((changes) => this.#onSight(changes))
    document.addEventListener('visibilitychange', this.#pump)
  }

  /** The picture that is there already. */
  urlOf(id: string): string | null {
    return this.#entries.get(id)?.url ?? null
  }

  /** Returns its end. Watching anew (because the guest's state changed) asks anew. */
  watch(watch: Watch): () => void {
    const watcher: Watcher = { ...watch, inSight: false }
    const entry = this.#entryOf(watch.id)
    entry.watchers.add(watcher)
    entry.stale = true
    this.#byElement.set(watch.element, watcher)
    this.#observer.observe(watch.element)
    return () => {
      entry.watchers.delete(watcher)
      if (this.#byElement.get(watch.element) === watcher) {
        this.#byElement.delete(watch.element)
        this.#observer.unobserve(watch.element)
      }
      this.#evict()
      this.#pump()
    }
  }

  dispose(): void {
    document.removeEventListener('visibilitychange', this.#pump)
    this.#observer.disconnect()
    clearTimeout(this.#timer)
    for (const { url } of this.#entries.values()) if (url !== null) URL.revokeObjectURL(url)
    this.#entries.clear()
  }

  #entryOf(id: string): Entry {
    const entry: Entry = this.#entries.get(id) ?? {
      watchers: new Set(),
      ...{ url: null, takenAt: undefined, askedAt: -Infinity, asking: false, stale: true },
    }
    this.#entries.delete(id)
    this.#entries.set(id, entry)
    return entry
  }

  #onSight(changes: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of changes) {
      const watcher = this.#byElement.get(target)
      if (watcher !== undefined) watcher.inSight = isIntersecting
    }
    this.#pump()
  }

  /** When a guest is to be asked for; Infinity while nobody looks at it or it does not change. */
  #dueAt({ watchers, asking, askedAt, stale }: Entry): number {
    if (asking) return Infinity
    let due = Infinity
    for (const { inSight, live, everyMs } of watchers) {
      if (inSight && stale) due = Math.min(due, askedAt + Math.min(everyMs, MIN_MS))
      else if (inSight && live) due = Math.min(due, askedAt + everyMs)
    }
    return due
  }

  readonly #pump = (): void => {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (document.visibilityState === 'hidden') return
    const now = this.#options.now()
    const waiting = [...this.#entries]
      .map(([id, entry]) => ({ id, entry, due: this.#dueAt(entry) }))
      .filter(({ due }) => due < Infinity)
      .toSorted((a, b) => a.due - b.due)
    for (const { id, entry, due } of waiting) {
      if (this.#asked >= AT_ONCE) return
      if (due > now) {
        this.#timer = setTimeout(this.#pump, due - now)
        return
      }
      void this.#ask(id, entry)
    }
  }

  async #ask(id: string, entry: Entry): Promise<void> {
    this.#asked += 1
    entry.asking = true
    entry.stale = false
    entry.askedAt = this.#options.now()
    try {
      const picture = await this.#options.ask(id, entry.takenAt)
      if (this.#entries.get(id) === entry) this.#take(entry, picture)
    } catch {
      // What could not be pictured keeps its last picture, or its mark.
    } finally {
      this.#asked -= 1
      entry.asking = false
    }
    this.#pump()
  }

  #take(entry: Entry, picture: Picture): void {
    if (picture.kind === 'known') return
    const { url: old } = entry
    const isPicture = picture.kind === 'picture'
    entry.takenAt = isPicture ? picture.takenAt : undefined
    entry.url = isPicture ? pngUrl(picture.png) : null
    for (const { show } of entry.watchers) show(entry.url)
    // What is shown has been decoded; only the address goes.
    if (old !== null) URL.revokeObjectURL(old)
  }

  #evict(): void {
    let over = -KEPT
    for (const { watchers } of this.#entries.values()) if (watchers.size === 0) over += 1
    for (const [id, { watchers, url }] of this.#entries) {
      if (over <= 0) return
      if (watchers.size > 0) continue
      over -= 1
      this.#entries.delete(id)
      if (url !== null) URL.revokeObjectURL(url)
    }
  }
}

/** ms between two questions about one guest, whatever happens to it. */
const MIN_MS = 2_000

const pngUrl = (png: Uint8Array): string =>
  URL.createObjectURL(new Blob([new Uint8Array(png)], { type: 'image/png' }))
