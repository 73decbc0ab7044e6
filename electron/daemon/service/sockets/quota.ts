import { GuesthouseError } from '../../../../shared/domain/errors.ts'

/** How many of something each account has open. */
export class Quota {
  readonly #most: number
  readonly #open = new Map<number, number>()

  constructor(most: number) {
    this.#most = most
  }

  /** Throws TOO_MANY_OPEN. Gives back what ends it, which may be called again. */
  take(uid: number): () => void {
    const open = this.#open.get(uid) ?? 0
    if (open >= this.#most) throw new GuesthouseError('TOO_MANY_OPEN')
    this.#open.set(uid, open + 1)
    let ended = false
    return () => {
      if (ended) return
      ended = true
      const left = (this.#open.get(uid) ?? 1) - 1
      if (left > 0) this.#open.set(uid, left)
      else this.#open.delete(uid)
    }
  }
}
