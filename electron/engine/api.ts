import type { FirmwareOffer } from '../../shared/domain/firmware.ts'
import type { NicAddress } from '../../shared/domain/addresses.ts'
import type { CommandLineView } from '../../shared/domain/command-line.ts'
import type { ConfigureGuest, ConfigureResult } from '../../shared/domain/configure.ts'
import type { DescribeGuest } from '../../shared/domain/describe.ts'
import type { GuestView, HostView } from '../../shared/domain/guest.ts'
import type { HardwareOffer } from '../../shared/domain/hardware-offer.ts'
import type { Adopt, FoundMachine } from '../../shared/domain/found-machines.ts'
import type { FoundSource, Provision } from '../../shared/domain/provision.ts'
import type { HostUsbDevice } from '../../shared/domain/usb.ts'
import type { GuestConfig, NewGuest } from '../../shared/domain/guest-config.ts'
import type { ManyResult } from '../../shared/domain/many.ts'
import type { SaveBlocker } from '../../shared/domain/save-blockers.ts'
import type { GuestStatistics, StatisticsChange } from '../../shared/domain/statistics.ts'
import type { HostProbes } from './host-check/check.ts'
import type { JobList } from './jobs/job-list.ts'
import type { LeavingApi } from './logout/leaving.ts'
import type { PicturesApi } from './pictures/pictures-api.ts'
import type { SnapshotsApi } from './snapshots/snapshots-api.ts'
import type { StorageApi } from './storage/storage-api.ts'
import type { InsideGuests } from './sharing/index.ts'

export type GuestChange =
  | { readonly type: 'put'; readonly guest: GuestView }
  | { readonly type: 'removed'; readonly id: string }

export type ConsoleRequest =
  | { readonly kind: 'vnc' }
  | { readonly kind: 'serial'; readonly device: string }

/** Where a console's bytes are. Sockets accept one client at a time for serial, many for VNC. */
export type ConsoleEndpoint =
  | { readonly kind: 'vnc'; readonly socketPath: string }
  /** `logPath` holds what the port printed since the guest was started (its last part). */
  | { readonly kind: 'serial'; readonly socketPath: string; readonly logPath: string }

export interface StartOptions {
  /** What the guest writes is thrown away when it stops. */
  readonly disposable?: boolean | undefined
}

export interface DeletionPreview {
  readonly managedDisks: readonly { readonly path: string; readonly bytes: number }[]
  readonly foreignFiles: readonly string[]
}

export type Unsubscribe = () => void

/**
 * The engine's public face. Every method that takes an id rejects with a GuesthouseError:
 * GUEST_NOT_FOUND, GUEST_BROKEN, GUEST_WRONG_STATE, GUEST_BUSY, or what it met.
 */
export interface Engine {
  list(): readonly GuestView[]
  /** Listeners are called in order, synchronously after the change. */
  onChange(listener: (change: GuestChange) => void): Unsubscribe
  host(): HostView
  /** Looks at the free space anew, which is told as a change of the host. */
  measureStorage(): Promise<void>
  onHostChange(listener: (host: HostView) => void): Unsubscribe
  /** Looks at this computer anew; what has changed shows in host(). */
  readonly probes: HostProbes

  /** What guests use of this computer; measured only while somebody listens. */
  readonly statistics: {
    /** Of the guests that run. */
    snapshot(): GuestStatistics[]
    onChange(listener: (change: StatisticsChange) => void): Unsubscribe
  }
  /** Disks, and guests as collections of disks. */
  readonly storage: StorageApi
  readonly snapshots: SnapshotsApi
  /** Guests' screens, as pictures. */
  readonly pictures: PicturesApi
  /** Long operations, those that ended with how. */
  readonly jobs: JobList

  create(guest: NewGuest): Promise<{ readonly id: string }>
  /** Resolves when the guest runs. */
  start(id: string, options?: StartOptions): Promise<void>
  /** Resolves when QEMU has taken the request; the guest decides whether it follows. */
  shutdown(id: string): Promise<void>
  /** Resolves when the process is gone. */
  powerOff(id: string): Promise<void>
  /** Resolves when the guest is on the disk and its process gone. Shown as a job. */
  save(id: string): Promise<void>
  /** What is in the way of saving a guest that runs; empty where nothing is. */
  saveBlockers(id: string): Promise<readonly SaveBlocker[]>
  /** Throws away the state of a saved guest, which is then off, as after a power cut. */
  discardSaved(id: string): Promise<void>
  /** Each resolves when all are done, one that fails stopping no other, in the order of the ids. */
  startMany(ids: readonly string[]): Promise<readonly ManyResult[]>
  saveMany(ids: readonly string[]): Promise<readonly ManyResult[]>
  shutdownMany(ids: readonly string[]): Promise<readonly ManyResult[]>
  /** Starts the guests that are to start when their user logs in; those that run are left out. */
  autostart(): Promise<readonly ManyResult[]>
  /** What is done with guests that run before their user leaves. */
  readonly leaving: LeavingApi
  reset(id: string): Promise<void>
  pause(id: string): Promise<void>
  resume(id: string): Promise<void>
  rename(id: string, name: string): Promise<void>
  /** What a person keeps about a guest; in every state but broken, and beside other operations. */
  describe(id: string, description: DescribeGuest): Promise<void>
  /** How QEMU was started, or would be with `config` or the guest's own. */
  commandLine(id: string, config?: GuestConfig): Promise<CommandLineView>
  /** Changes hardware: now where the guest runs and that can be, and at its next start. */
  configure(id: string, input: ConfigureGuest): Promise<ConfigureResult>
  /** What is plugged into this computer and can be lent to guests. */
  usbDevices(): Promise<HostUsbDevice[]>
  deletionPreview(id: string): Promise<DeletionPreview>
  delete(id: string, options: { readonly deleteDisks: boolean }): Promise<void>
  log(id: string): Promise<{ readonly text: string; readonly truncated: boolean }>
  console(id: string, request: ConsoleRequest): ConsoleEndpoint
  /** Where the guest is reached: what its agent tells, else what it was given. */
  addresses(id: string): Promise<readonly NicAddress[]>
  /** What is done inside guests that run, through their agents. */
  readonly inside: InsideGuests
  /** What firmware new machines can have. */
  firmware(): Promise<FirmwareOffer>
  /** What machines can be given here. */
  hardware(): Promise<HardwareOffer>
  /** What a file is that a machine is to be made of. */
  inspectSource(path: string): Promise<FoundSource>
  /** Makes a machine that a file describes; shown as a job. */
  provision(input: Provision): Promise<{ readonly id: string }>
  /** Machines of other managers in this user's home. */
  findMachines(): Promise<FoundMachine[]>
  /** Takes such a machine over; shown as a job where its disks are copied. */
  adopt(input: Adopt): Promise<{ readonly id: string }>
  /** Lets go of everything; guests that run go on running. */
  close(): Promise<void>
}
