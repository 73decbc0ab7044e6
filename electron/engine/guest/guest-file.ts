import { isDeepStrictEqual } from 'node:util'
import {
  type DescribeGuest,
  describeGuestSchema,
  withDescription,
} from '../../../shared/domain/describe.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { GuestFileChanged } from '../store/guest-file-changed.ts'
import type { GuestContext } from './guest-context.ts'
import { InTurn } from './in-turn.ts'

/**
 * What a guest is, as its file says. One write follows another, so that what a person notes about a
 * guest needs no pause in what is being done to it: an operation that writes takes the notes along
 * as they are then, and not as they were when it began.
 */
export class GuestFile {
  readonly #store: Pick<GuestContext, 'rename' | 'write'>
  readonly #changed: () => void
  readonly #writes = new InTurn()
  #config: GuestConfig
  #isGone = false

  constructor(
    config: GuestConfig,
    store: Pick<GuestContext, 'rename' | 'write'>,
    changed: () => void,
  ) {
    this.#config = config
    this.#store = store
    this.#changed = changed
  }

  get config(): GuestConfig {
    return this.#config
  }

  /** Everything but a person's notes, durably. Rejects with GuestFileChanged. */
  write(config: GuestConfig): Promise<void> {
    return this.#writes.run(async () => {
      try {
        await this.#replace(withDescription(config, this.#config))
      } catch (error) {
        // What somebody has made of it is shown, and can be built on.
        if (error instanceof GuestFileChanged) this.#config = error.config
        throw error
      } finally {
        this.#changed()
      }
    })
  }

  rename(name: string): Promise<void> {
    return this.#writes.run(async () => {
      this.#config = await this.#store.rename(this.#config.id, name)
      this.#changed()
    })
  }

  /**
   * A person's notes, durably. `busy`: an operation works on what the file held when it began, so
   * that a change by hand is not taken up here: it would not see it, and write over it. Rejects with
   * INVALID_INPUT, GUEST_NOT_FOUND where the guest was deleted meanwhile, GuestFileChanged.
   */
  describe(input: DescribeGuest, busy: () => boolean): Promise<void> {
    return this.#writes.run(async () => {
      if (this.#isGone) throw new GuesthouseError('GUEST_NOT_FOUND')
      const config = { ...this.#config, ...given(input) }
      if (isDeepStrictEqual(config, this.#config)) return
      try {
        await this.#replace(config)
      } catch (error) {
        if (error instanceof GuestFileChanged && !busy()) this.#config = error.config
        throw error
      } finally {
        this.#changed()
      }
    })
  }

  /** Does what takes the file away, while nobody writes to it, and nobody will afterwards. */
  remove(work: () => Promise<void>): Promise<void> {
    return this.#writes.run(async () => {
      await work()
      this.#isGone = true
    })
  }

  async #replace(config: GuestConfig): Promise<void> {
    await this.#store.write(config, this.#config)
    this.#config = config
  }
}

/** Only what is there: a field that is undefined is one that is not named. */
function given(input: DescribeGuest): Partial<GuestConfig> {
  const parsed = describeGuestSchema.safeParse(input)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const reason = `${issue?.path.join('.') || 'the description'}: ${issue?.message ?? '?'}`
    throw new GuesthouseError('INVALID_INPUT', { reason })
  }
  return Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined))
}
