import { userName } from './access/names.ts'

/** Names of accounts, looked up once; until then they are empty. */
export class AccountNames {
  readonly #names = new Map<number, string>()
  readonly #onKnown: (uid: number) => void

  constructor(onKnown: (uid: number) => void) {
    this.#onKnown = onKnown
  }

  of(uid: number): string {
    const name = this.#names.get(uid)
    if (name !== undefined) return name
    this.#names.set(uid, '')
    void userName(uid).then((found) => {
      if (found === null) return
      this.#names.set(uid, found)
      this.#onKnown(uid)
    })
    return ''
  }
}
