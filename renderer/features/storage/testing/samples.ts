import type { ImageReport } from '../../../../shared/domain/storage.ts'

/** What an image is, for tests. Sizes in bytes. */
export const sampleReport = (
  path: string,
  allocatedBytes: number,
  virtualSizeBytes: number,
  more: Partial<ImageReport> = {},
): ImageReport => ({
  ...{ path, format: 'qcow2', allocatedBytes, virtualSizeBytes, backing: [], otherFiles: [] },
  ...{ snapshots: [], dirty: false, corrupt: false, encrypted: false, holder: null },
  ...more,
})
