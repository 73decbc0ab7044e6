import type { Caller } from '../../../dbus/index.ts'
import { actions } from './actions.ts'

/** What decides what a caller sees, which has to be known without waiting. */
interface Grant {
  readonly view: boolean
  readonly manageAll: boolean
}

interface Entry {
  /** null before the first answer. */
  grant: Grant | null
  asking: Promise<void> | null
}

/**
 * What callers may see without being asked for a password, by polkit's word, kept until polkit says
 * that something has changed.
 */
export class Grants {
  readonly #allows: (caller: Caller, action: string) => Promise<boolean>
  readonly #entries = new Map<string, Entry>()

  constructor(allows: (caller: Caller, action: string) => Promise<boolean>) {
    this.#allows = allows
  }

  /** Resolves when the caller's grant is known. */
  async load(caller: Caller): Promise<void> {
    const { uniqueName } = caller
    const entry = this.#entries.get(uniqueName) ?? { grant: null, asking: null }
    this.#entries.set(uniqueName, entry)
    if (entry.grant !== null) return
    entry.asking ??= this.#ask(caller, entry).finally(() => {
      entry.asking = null
    })
    await entry.asking
  }

  /** Asks anew for those; what was known holds until then. */
  async renew(callers: readonly Caller[]): Promise<void> {
    const kept = new Set(callers.map(({ uniqueName }) => uniqueName))
    for (const name of this.#entries.keys()) if (!kept.has(name)) this.#entries.delete(name)
    await Promise.all(
      callers.map(async (caller) => {
        const entry = this.#entries.get(caller.uniqueName)
        if (entry !== undefined) await this.#ask(caller, entry)
      }),
    )
  }

  mayView = ({ uniqueName }: Caller): boolean => this.#entries.get(uniqueName)?.grant?.view === true
  managesAll = ({ uniqueName }: Caller): boolean =>
    this.#entries.get(uniqueName)?.grant?.manageAll === true

  forget(uniqueName: string): void {
    this.#entries.delete(uniqueName)
  }

  async #ask(caller: Caller, entry: Entry): Promise<void> {
    const [view, manageAll] = await Promise.all([
      this.#allows(caller, actions.view),
      this.#allows(caller, actions.manageAll),
    ])
    entry.grant = { view, manageAll }
  }
}
