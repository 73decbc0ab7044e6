import type { Logger } from '../../platform/logger.ts'
import type { TapMaker, TapProvider } from '../network/tap-provider.ts'

/** What makes TAP devices for one start, and knows what has to be given back where it fails. */
export class RunTaps implements TapMaker {
  readonly #provider: TapProvider
  readonly #logger: Logger
  #made: string[] = []

  constructor(provider: TapProvider, logger: Logger) {
    this.#provider = provider
    this.#logger = logger
  }

  bridges = (): Promise<readonly string[]> => this.#provider.bridges()

  async create(bridge: string): Promise<string> {
    const device = await this.#provider.create(bridge)
    this.#made.push(device)
    return device
  }

  /** Gives back all that was made. Never rejects. */
  async undo(): Promise<void> {
    const made = this.#made
    this.#made = []
    await Promise.all(
      made.map((device) =>
        this.#provider.release(device).catch((error: unknown) => {
          this.#logger.warn('a TAP device was not given back', { device, error: String(error) })
        }),
      ),
    )
  }
}
