import { GuesthouseError } from '../../../shared/domain/errors.ts'

/** Lets one operation run at a time; a second one is refused with GUEST_BUSY and the first's name. */
export class OneAtATime {
  readonly #changed: () => void
  #current: { name: string; controller: AbortController; done: Promise<unknown> } | null = null

  /** `changed` is called when an operation begins and when it has ended. */
  constructor(changed: () => void = () => {}) {
    this.#changed = changed
  }

  /** The name of the operation that runs. */
  get current(): string | null {
    return this.#current?.name ?? null
  }

  async run<T>(name: string, operation: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#current !== null) throw new GuesthouseError('GUEST_BUSY', { job: this.#current.name })
    const controller = new AbortController()
    const current = { name, controller, done: Promise.resolve<unknown>(undefined) }
    this.#current = current
    this.#changed()
    const done = operation(controller.signal)
    current.done = done.catch(() => {})
    try {
      return await done
    } finally {
      if (this.#current === current) this.#current = null
      this.#changed()
    }
  }

  /** Waits until nothing runs. */
  async settled(): Promise<void> {
    await this.#current?.done
  }

  /** Aborts what runs and waits until it has undone itself. */
  async cancel(reason: Error): Promise<void> {
    const current = this.#current
    if (current === null) return
    current.controller.abort(reason)
    await current.done
    if (this.#current === current) this.#current = null
  }
}
