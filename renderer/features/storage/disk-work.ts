import type { ConvertDisk, ExportDisk, RepairDisk } from '../../../shared/domain/storage.ts'

/** What a disk is asked to do, once everything that it needs is known. Sizes are in bytes. */
export type DiskWork =
  | { readonly action: 'grow'; readonly sizeBytes: number }
  | { readonly action: 'compact' }
  | { readonly action: 'convert'; readonly format: ConvertDisk['format'] }
  | { readonly action: 'export'; readonly format: ExportDisk['format']; readonly path: string }
  | { readonly action: 'check' }
  | { readonly action: 'repair'; readonly what: RepairDisk['what'] }
  | { readonly action: 'reveal' }
