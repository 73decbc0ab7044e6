import type { GuestView } from '../../../../shared/domain/guest.ts'
import type { Engine } from '../../../engine/index.ts'
import type { Access } from '../access/access.ts'
import type { Policy } from '../policy/policy.ts'
import type { Consoles } from '../sockets/consoles.ts'
import type { Uploads } from '../sockets/uploads.ts'
import type { ServiceGate } from '../surroundings.ts'

/** What the objects on the bus work with. */
export interface ServiceContext {
  readonly engine: Engine
  readonly access: Access
  readonly policy: Policy
  readonly consoles: Consoles
  readonly uploads: Uploads
  readonly gate: ServiceGate
  /** A guest as it is now. Throws GUEST_NOT_FOUND. */
  readonly view: (id: string) => GuestView
  /** Something of the guest that the engine does not know of has changed. */
  readonly touchGuest: (id: string) => void
  /** Names of accounts, where they are known already. */
  readonly nameOf: (uid: number) => string
  /** Files that guests use, snapshots included; null where a guest's file is damaged. */
  readonly usedFiles: () => Promise<ReadonlySet<string> | null>
}
