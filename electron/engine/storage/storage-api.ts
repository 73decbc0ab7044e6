import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type {
  CheckReport,
  CloneGuest,
  ConvertDisk,
  CreateDisk,
  DisksFolder,
  ExportDisk,
  GrowDisk,
  ImageReport,
  ImportDisk,
  RepairDisk,
  UnusedFile,
} from '../../../shared/domain/storage.ts'

/** What is done to disks, and to guests as collections of disks. Long operations are jobs. */
export interface StorageApi {
  /** What an image is; nothing that it names is opened but headers of the files below it. */
  inspect(path: string): Promise<ImageReport>
  /** Images in guests' folders that no guest uses. */
  unused(): Promise<UnusedFile[]>
  /** What every guest is, runs with, and was at its snapshots. Rejects with SNAPSHOTS_UNREADABLE. */
  descriptions(): Promise<readonly GuestConfig[]>
  /** Whether disks can be kept in a folder, and the space there; null: that of Guesthouse. */
  folder(path: string | null): Promise<DisksFolder>
  /** Answers with the id of the new disk; a guest that runs has it after its next start. */
  create(id: string, input: CreateDisk): Promise<{ readonly id: string }>
  /** As `create`, of an image that is there already. */
  import(id: string, input: ImportDisk): Promise<{ readonly id: string }>
  /** Of a guest that runs as well. Rejects with DISK_NOT_SMALLER. */
  grow(id: string, input: GrowDisk): Promise<void>
  /** Rejects with DISK_HAS_SNAPSHOTS. Answers with the bytes taken on the disk. */
  compact(id: string, disk: string): Promise<{ beforeBytes: number; afterBytes: number }>
  convert(id: string, input: ConvertDisk): Promise<{ readonly path: string }>
  export(id: string, input: ExportDisk): Promise<void>
  /** Changes nothing. */
  check(id: string, disk: string): Promise<CheckReport>
  repair(id: string, input: RepairDisk): Promise<CheckReport>
  clone(id: string, input: CloneGuest): Promise<{ readonly id: string }>
  /** A template stays one while clones build on it: rejects with GUEST_BUILT_ON. */
  setTemplate(id: string, template: boolean): Promise<void>
}
