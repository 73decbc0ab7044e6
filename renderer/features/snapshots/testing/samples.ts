import type { SnapshotView } from '../../../../shared/domain/snapshots.ts'

/** A snapshot for tests. */
export const sampleSnapshot = (of: Partial<SnapshotView>): SnapshotView => ({
  ...{ id: 'a', name: of.id ?? 'a', note: '', parent: null, kind: 'off', takenAt: 0 },
  ...{ frozen: true, memoryBytes: 0, machineType: null, qemuVersion: null },
  ...of,
})
