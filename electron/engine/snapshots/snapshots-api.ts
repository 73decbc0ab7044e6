import type {
  EditSnapshot,
  RevertResult,
  SnapshotSize,
  SnapshotTree,
  SnapshotView,
  TakeSnapshot,
} from '../../../shared/domain/snapshots.ts'

/** The snapshots of guests. Taking, going back and deleting are jobs. */
export interface SnapshotsApi {
  list(id: string): Promise<SnapshotTree>
  take(id: string, input: TakeSnapshot): Promise<SnapshotView>
  /** To one with memory a guest that is off goes back by being started with it. */
  revert(id: string, snapshot: string): Promise<RevertResult>
  delete(id: string, snapshot: string): Promise<void>
  /** Gives a snapshot another name and note. */
  edit(id: string, input: EditSnapshot): Promise<void>
  /** What each holds on the disk that nothing else does. */
  sizes(id: string): Promise<SnapshotSize[]>
  /** From the disks of a snapshot of a guest that is off. */
  newGuest(
    id: string,
    input: { readonly snapshot: string; readonly name: string },
  ): Promise<{ readonly id: string }>
}
