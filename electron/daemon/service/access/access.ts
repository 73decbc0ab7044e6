import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { Caller, MethodCall } from '../../../dbus/index.ts'
import type { Logger } from '../../../platform/logger.ts'
import { relationOf } from './access-record.ts'
import type { AccessStore } from './access-store.ts'
import { actions } from './actions.ts'
import { Grants } from './grants.ts'

/**
 * What an operation on a guest takes: to see it; to run it, as who shares it may; to change it, as its
 * owner may; or to manage all guests.
 */
export type Needs = 'view' | 'use' | 'own' | 'manage'

interface AccessOptions {
  readonly store: AccessStore
  readonly allows: (
    caller: Caller,
    action: string,
    how: { readonly interactive: boolean; readonly gone?: AbortSignal },
  ) => Promise<boolean>
  readonly logger: Logger
}

type Asker = Pick<MethodCall, 'caller' | 'interactive' | 'gone'>

/** Who may do what. What is refused is logged with who asked. */
export class Access {
  readonly store: AccessStore
  readonly grants: Grants
  readonly #options: AccessOptions

  constructor(options: AccessOptions) {
    this.#options = options
    this.store = options.store
    this.grants = new Grants((caller, action) =>
      options.allows(caller, action, { interactive: false }),
    )
  }

  /** What every call takes. Rejects with NOT_AUTHORISED. */
  async admit(asker: Asker): Promise<void> {
    await this.grants.load(asker.caller)
    if (this.grants.mayView(asker.caller)) return
    await this.require(asker, actions.view, 'any')
  }

  /** Whether a guest is there for this caller. */
  sees(caller: Caller, guest: string): boolean {
    return relationOf(caller, this.store.of(guest)) !== 'stranger' || this.grants.managesAll(caller)
  }

  /** `what`: the method, for the log. Rejects with NOT_AUTHORISED. */
  async requireGuest(call: Asker, guest: string, needs: Needs, what: string): Promise<void> {
    if (needs === 'view') return
    const action = this.#actionFor(call.caller, guest, needs)
    await this.require(call, action, what)
    // To type a password takes time, in which the guest may have become somebody else's.
    const now = this.#actionFor(call.caller, guest, needs)
    if (now !== action && now === actions.manageAll) await this.require(call, now, what)
  }

  #actionFor(caller: Caller, guest: string, needs: Needs): string {
    const relation = relationOf(caller, this.store.of(guest))
    const suffices = relation === 'owner' || (relation === 'shared' && needs === 'use')
    return needs !== 'manage' && suffices ? actions.operateOwn : actions.manageAll
  }

  /** Rejects with NOT_AUTHORISED. */
  async require({ caller, interactive, gone }: Asker, action: string, what: string): Promise<void> {
    if (action === actions.manageAll && this.grants.managesAll(caller)) return
    if (await this.#options.allows(caller, action, { interactive, gone })) return
    const { uid, uniqueName } = caller
    this.#options.logger.warn('a call was denied', { uid, uniqueName, method: what, action })
    throw new GuesthouseError('NOT_AUTHORISED', { action })
  }
}
