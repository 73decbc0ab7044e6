import type { Logger } from '../../platform/logger.ts'
import { type BoundedChild, startChild } from '../capabilities/bounded-child.ts'
import { findProgram } from '../capabilities/find-program.ts'

/**
 * Asks logind to wait for us before it switches the computer off (systemd-inhibit(1), a delay lock).
 * The lock lives as long as the child does, which ends with us. How long logind waits is
 * InhibitDelayMaxSec of logind.conf(5), 5 s unless the administrator gave more. Without systemd
 * nothing is held and nothing is missed.
 *
 * Sleep is not delayed: guests sleep with the computer and need nothing done before.
 */
export class Inhibitor {
  readonly #env: NodeJS.ProcessEnv
  readonly #logger: Logger
  #wanted = false
  #child: BoundedChild | null = null
  /** Steps run one after the other. */
  #settled: Promise<void> = Promise.resolve()

  constructor(options: { readonly env: NodeJS.ProcessEnv; readonly logger: Logger }) {
    this.#env = options.env
    this.#logger = options.logger
  }

  hold(): Promise<void> {
    return this.#want(true)
  }

  release(): Promise<void> {
    return this.#want(false)
  }

  #want(wanted: boolean): Promise<void> {
    this.#wanted = wanted
    this.#settled = this.#settled
      .then(() => this.#apply())
      .catch((error: unknown) => {
        this.#logger.debug('no lock against shutting down', { error: String(error) })
      })
    return this.#settled
  }

  async #apply(): Promise<void> {
    if (this.#wanted === (this.#child !== null)) return
    if (!this.#wanted) return this.#end()
    const env = this.#env
    const [inhibit, cat] = await Promise.all(
      ['systemd-inhibit', 'cat'].map((name) => findProgram({ names: [name], env })),
    )
    if (inhibit == null || cat == null) return
    const why = ['--who=Guesthouse', '--why=Machines are being saved']
    // It ends when its stdin does.
    const args = ['--what=shutdown', '--mode=delay', ...why, cat]
    const child = await startChild({ file: inhibit, args, env })
    this.#child = child
    void child.ended.then(({ code }) => {
      if (this.#child !== child) return
      this.#child = null
      this.#logger.debug('the lock against shutting down ended', { code, stderr: child.stderr() })
    })
  }

  async #end(): Promise<void> {
    const child = this.#child
    this.#child = null
    child?.kill()
    await child?.ended
  }
}
