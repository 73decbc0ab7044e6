import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type {
  EditSnapshot,
  RevertResult,
  SnapshotSize,
  SnapshotTree,
  SnapshotView,
  TakeSnapshot,
} from '../../../shared/domain/snapshots.ts'
import type { Logger } from '../../platform/logger.ts'
import { withFrozenFileSystems } from '../agent/index.ts'
import type { Guest } from '../guest/guest.ts'
import type { PlannedGuest } from '../storage/clone-guest.ts'
import { deleteSnapshot } from './delete-snapshot.ts'
import { editSnapshot, listSnapshots } from './edit-snapshot.ts'
import { planFromSnapshot } from './guest-from-snapshot.ts'
import { planRevert } from './plan-revert.ts'
import { isSameHardware } from './restored-config.ts'
import { revertSnapshot } from './revert-snapshot.ts'
import type { SnapshotsApi } from './snapshots-api.ts'
import { snapshotSizes } from './sizes/index.ts'
import { readSnapshots, snapshotOf } from './snapshots-file.ts'
import { takeSnapshot } from './take-snapshot.ts'

interface SnapshotsContext {
  readonly logger: Logger
  /** Throws GUEST_NOT_FOUND or GUEST_BROKEN. */
  readonly guest: (id: string) => Guest
  /** Throws GUEST_BUILT_ON. */
  readonly requireNoneBuiltOn: (config: GuestConfig) => void
  /** Makes a guest's folder and shows it. */
  readonly add: (guest: PlannedGuest) => Promise<{ readonly id: string }>
}

export class Snapshots implements SnapshotsApi {
  readonly #context: SnapshotsContext
  readonly #measured = new Map<string, Promise<SnapshotSize[]>>()

  constructor(context: SnapshotsContext) {
    this.#context = context
  }

  async list(id: string): Promise<SnapshotTree> {
    return listSnapshots(this.#context.guest(id).paths)
  }

  take(id: string, input: TakeSnapshot): Promise<SnapshotView> {
    return this.#context
      .guest(id)
      .operate('snapshot', 'snapshot', (handle) =>
        takeSnapshot(handle, input, withFrozenFileSystems),
      )
  }

  async revert(id: string, snapshot: string): Promise<RevertResult> {
    const guest = this.#context.guest(id)
    this.#context.requireNoneBuiltOn(guest.config)
    const { kind } = snapshotOf(await readSnapshots(guest.paths), snapshot)
    const isOff = guest.state === 'stopped' || guest.state === 'crashed'
    if (kind !== 'memory' || !isOff) {
      return guest.operate('revert', 'revert', (handle) => revertSnapshot(handle, { snapshot }))
    }
    const before = guest.config
    await guest.startWith((handle) => planRevert(handle, { snapshot }), 'revert')
    return { hardware: !isSameHardware(before, guest.config) }
  }

  delete(id: string, snapshot: string): Promise<void> {
    return this.#context
      .guest(id)
      .operate('snapshot', 'delete-snapshot', (handle) => deleteSnapshot(handle, { snapshot }))
  }

  /** Those who ask about one guest at the same time share the answer: it may take seconds. */
  sizes(id: string): Promise<SnapshotSize[]> {
    const present = this.#measured.get(id)
    if (present !== undefined) return present
    const measured = this.#measure(id).finally(() => this.#measured.delete(id))
    this.#measured.set(id, measured)
    return measured
  }

  async #measure(id: string): Promise<SnapshotSize[]> {
    const { paths } = this.#context.guest(id)
    return snapshotSizes(await readSnapshots(paths), paths, this.#context.logger)
  }

  edit(id: string, input: EditSnapshot): Promise<void> {
    const guest = this.#context.guest(id)
    return guest.operate('snapshot', null, ({ paths }) => editSnapshot(paths, input))
  }

  newGuest(
    id: string,
    input: { readonly snapshot: string; readonly name: string },
  ): Promise<{ readonly id: string }> {
    return this.#context
      .guest(id)
      .operate('clone', 'clone', async (handle) =>
        this.#context.add(await planFromSnapshot(handle, input)),
      )
  }

  /** What the guest was at each snapshot. Rejects with SNAPSHOTS_UNREADABLE. */
  async descriptions(id: string): Promise<GuestConfig[]> {
    const file = await readSnapshots(this.#context.guest(id).paths)
    return file.snapshots.map(({ config }) => config)
  }
}
