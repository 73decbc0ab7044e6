import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
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
import type { Paths } from '../../platform/paths.ts'
import { findQemuImg } from '../capabilities/index.ts'
import type { Guest } from '../guest/guest.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import { checkDisk, repairDisk } from './check-image.ts'
import { type PlannedGuest, planClone } from './clone-guest.ts'
import { compactDisk } from './compact-disk.ts'
import { convertDisk } from './convert-disk.ts'
import { guestsBuiltOn, requireNoneBuiltOn } from './dependants.ts'
import { describeFolder } from './describe-folder.ts'
import { describeImage } from './describe-image.ts'
import { exportDisk } from './export-disk.ts'
import { growDisk } from './grow-disk.ts'
import { importDisk } from './import-disk.ts'
import { addNewDisk } from './new-disk.ts'
import type { StorageApi } from './storage-api.ts'
import { findUnusedFiles } from './unused-files.ts'

interface StorageContext {
  readonly paths: Paths
  readonly env: NodeJS.ProcessEnv
  /** Throws GUEST_NOT_FOUND or GUEST_BROKEN. */
  readonly guest: (id: string) => Guest
  /** Every guest that can be used. */
  readonly guests: () => Iterable<Guest>
  /** Every description that names files in use: the guests', and those of their snapshots. */
  readonly descriptions: () => Promise<readonly GuestConfig[]>
  /** Where the person wants new disks to be made. */
  readonly disksFolder: () => string | null
  /** Makes a guest's folder and shows it. */
  readonly add: (guest: PlannedGuest) => Promise<{ readonly id: string }>
}

export class Storage implements StorageApi {
  readonly #context: StorageContext

  constructor(context: StorageContext) {
    this.#context = context
  }

  async inspect(path: string): Promise<ImageReport> {
    return describeImage({ qemuImg: await findQemuImg(this.#context.env), path })
  }

  descriptions(): Promise<readonly GuestConfig[]> {
    return this.#context.descriptions()
  }

  async unused(): Promise<UnusedFile[]> {
    const { paths, descriptions, disksFolder } = this.#context
    return findUnusedFiles(paths, await descriptions(), disksFolder())
  }

  folder(path: string | null): Promise<DisksFolder> {
    return describeFolder(path ?? this.#context.paths.guestsDir)
  }

  create(id: string, input: CreateDisk): Promise<{ readonly id: string }> {
    return this.#context.guest(id).operate('configure', null, (handle) => addNewDisk(handle, input))
  }

  import(id: string, input: ImportDisk): Promise<{ readonly id: string }> {
    return this.#context.guest(id).operate('configure', 'import', async (handle) => {
      this.#refuseOthersDisk(id, input)
      return importDisk(handle, input)
    })
  }

  grow(id: string, input: GrowDisk): Promise<void> {
    // Of a guest that runs as well, where it is a change like that of another device.
    return this.#write(id, 'configure', 'grow', (handle) => growDisk(handle, input))
  }

  compact(id: string, disk: string): Promise<{ beforeBytes: number; afterBytes: number }> {
    return this.#write(id, 'storage', 'compact', (handle) => compactDisk(handle, { disk }))
  }

  convert(id: string, input: ConvertDisk): Promise<{ readonly path: string }> {
    return this.#write(id, 'storage', 'convert', (handle) => convertDisk(handle, input))
  }

  export(id: string, input: ExportDisk): Promise<void> {
    return this.#context
      .guest(id)
      .operate('storage', 'export', (handle) => exportDisk(handle, input), input.path)
  }

  check(id: string, disk: string): Promise<CheckReport> {
    return this.#context
      .guest(id)
      .operate('storage', 'check', (handle) => checkDisk(handle, { disk }))
  }

  repair(id: string, input: RepairDisk): Promise<CheckReport> {
    return this.#write(id, 'storage', 'repair', (handle) => repairDisk(handle, input))
  }

  clone(id: string, input: CloneGuest): Promise<{ readonly id: string }> {
    return this.#context
      .guest(id)
      .operate('clone', 'clone', async (handle) =>
        this.#context.add(await planClone(handle, input)),
      )
  }

  setTemplate(id: string, template: boolean): Promise<void> {
    return this.#context.guest(id).operate('configure', null, async (handle) => {
      if (handle.run() !== null) {
        throw new GuesthouseError('GUEST_WRONG_STATE', { state: 'running' })
      }
      const config = handle.config()
      if (!template) this.requireNoneBuiltOn(config)
      await handle.writeConfig({ ...config, template })
    })
  }

  /** Throws GUEST_BUILT_ON where other guests would lose data with this one's. */
  requireNoneBuiltOn(config: GuestConfig): void {
    requireNoneBuiltOn(config, this.#configs())
  }

  #configs(): GuestConfig[] {
    return [...this.#context.guests()].map(({ config }) => config)
  }

  /** An operation that writes to the guest's disks. */
  #write<T>(
    id: string,
    action: 'configure' | 'storage',
    kind: 'grow' | 'compact' | 'convert' | 'repair',
    operation: (handle: GuestHandle) => Promise<T>,
  ): Promise<T> {
    return this.#context.guest(id).operate(action, kind, async (handle) => {
      this.requireNoneBuiltOn(handle.config())
      return operation(handle)
    })
  }

  /**
   * Another guest's disk can be copied. Moved it would be gone from there, and what builds on it
   * would be lost with the other's first write, unless that is a template.
   */
  #refuseOthersDisk(id: string, { path, how }: ImportDisk): void {
    if (how !== 'move' && how !== 'link') return
    const owner = this.#configs().find(
      (config) =>
        config.id !== id &&
        config.disks.some((disk) => disk.path === path) &&
        (how === 'move' || !config.template),
    )
    if (owner !== undefined) {
      throw new GuesthouseError('DISK_IN_USE', { path, holder: `the machine ${owner.name}` })
    }
    if (how !== 'move') return
    const [built] = guestsBuiltOn({ disks: [{ path, managed: false }] }, this.#configs())
    if (built === undefined) return
    throw new GuesthouseError('DISK_IN_USE', { path, holder: `the machine ${built.name}` })
  }
}
