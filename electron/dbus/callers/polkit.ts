import { randomUUID } from 'node:crypto'
import type { Logger } from '../../platform/logger.ts'
import { BUS, type BusCall } from '../bus/bus.ts'
import { BusError } from '../bus/bus-error.ts'
import type { IncomingMessage } from '../wire/message.ts'
import { Variant } from '../wire/values.ts'
import type { Caller } from './caller.ts'

/** org.freedesktop.PolicyKit1(8) */
const NAME = 'org.freedesktop.PolicyKit1'
const AUTHORITY = {
  destination: NAME,
  path: '/org/freedesktop/PolicyKit1/Authority',
  interface: 'org.freedesktop.PolicyKit1.Authority',
} as const
const ALLOW_USER_INTERACTION = 1

/** ms: somebody may have to be found who knows a password. */
const ASKING_LIMIT = 5 * 60_000
const LIMIT = 15_000

const MATCHES = [
  `type='signal',sender='${NAME}',interface='${AUTHORITY.interface}',member='Changed'`,
  `type='signal',sender='${BUS.destination}',member='NameOwnerChanged',arg0='${NAME}'`,
]

/** Errors of a bus on which there is no polkit, and that cannot start it (dbus-protocol.h). */
const ABSENT = new Set(
  ['ServiceUnknown', 'NameHasNoOwner', 'Spawn.ServiceNotFound', 'Spawn.ExecFailed'].map(
    (name) => `org.freedesktop.DBus.Error.${name}`,
  ),
)

interface PolkitOptions {
  readonly call: (call: BusCall) => Promise<unknown[]>
  readonly logger: Logger
  /** The answer where polkit is not there. */
  readonly without: (caller: Caller, action: string) => boolean
  /** What was answered before may be different now. */
  readonly onChanged: () => void
}

/** Asks polkit what callers may do. */
export class Polkit {
  readonly #options: PolkitOptions
  /** Its connection; null while it is not there. */
  #owner: string | null = null

  constructor(options: PolkitOptions) {
    this.#options = options
  }

  async watch(): Promise<void> {
    for (const rule of MATCHES) {
      await this.#options.call({ ...BUS, member: 'AddMatch', signature: 's', body: [rule] })
    }
    const asked = { ...BUS, member: 'GetNameOwner', signature: 's', body: [NAME] }
    // It may not have been started yet.
    const [owner] = await this.#options.call(asked).catch(() => [])
    this.#owner = typeof owner === 'string' ? owner : null
  }

  /** Takes signals. Anybody can send us one: those that do not come from polkit count for nothing. */
  signal({ interface: of, member, body, sender }: IncomingMessage): void {
    if (sender === BUS.destination && member === 'NameOwnerChanged') {
      const [name, , owner] = body?.() ?? []
      if (name !== NAME) return
      this.#owner = typeof owner === 'string' && owner !== '' ? owner : null
    } else if (sender !== this.#owner || of !== AUTHORITY.interface || member !== 'Changed') {
      return
    }
    this.#options.onChanged()
  }

  /**
   * Whether a caller may do something. `interactive`: they may be asked for a password, which ends
   * when they leave. False where polkit does not answer.
   */
  async allows(
    caller: Caller,
    action: string,
    { interactive, gone }: { readonly interactive: boolean; readonly gone?: AbortSignal },
  ): Promise<boolean> {
    if (gone?.aborted === true) return false
    const cancellation = interactive ? randomUUID() : ''
    const cancel = (): void => void this.#cancel(cancellation)
    if (interactive) gone?.addEventListener('abort', cancel, { once: true })
    try {
      const [answer] = await this.#options.call({
        ...{ ...AUTHORITY, member: 'CheckAuthorization', signature: '(sa{sv})sa{ss}us' },
        body: [
          ['system-bus-name', new Map([['name', new Variant('s', caller.uniqueName)]])],
          ...[action, new Map(), interactive ? ALLOW_USER_INTERACTION : 0, cancellation],
        ],
        timeoutMs: interactive ? ASKING_LIMIT : LIMIT,
      })
      return Array.isArray(answer) && answer[0] === true
    } catch (error) {
      if (error instanceof BusError && ABSENT.has(error.errorName)) {
        return this.#options.without(caller, action)
      }
      if (interactive && error instanceof BusError && error.kind === 'slow') cancel()
      this.#options.logger.warn('polkit does not answer, so it is refused', { action, error })
      return false
    } finally {
      gone?.removeEventListener('abort', cancel)
    }
  }

  async #cancel(cancellation: string): Promise<void> {
    const body = [cancellation]
    await this.#options
      .call({ ...AUTHORITY, member: 'CancelCheckAuthorization', signature: 's', body })
      .catch((error: unknown) => this.#options.logger.debug('nothing to cancel', { error }))
  }
}
