import type { Accelerator } from '../../../shared/domain/guest.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { RunResources } from '../preparation/resources.ts'
import type { Layout } from './layout.ts'

/** What QEMU is asked for; each is asked of the QEMU at hand, never derived from its version. */
export interface CommandLineCapabilities {
  /** QOM types that can be instantiated. */
  readonly deviceTypes: ReadonlySet<string>
  /** Kinds of character devices, e.g. "qemu-vdagent". */
  readonly chardevTypes: ReadonlySet<string>
  /** Whether -netdev takes JSON. */
  readonly netdevJson: boolean
  /** Whether files can be read and written through io_uring on this kernel. */
  readonly ioUring: boolean
}

/** Where a run goes on from, instead of from the firmware. */
export type Incoming =
  /** The stream of a saved guest, in a descriptor that QEMU inherits. */
  | { readonly kind: 'fd'; readonly fd: number }
  /** `migrate-incoming` will say it over QMP. */
  | { readonly kind: 'defer' }

export interface CommandLineInput {
  readonly config: GuestConfig
  readonly accelerator: Accelerator
  /**
   * Value of -cpu where the guest's model is `auto`, `host` or `max`, e.g. "host,-arch-capabilities".
   * What follows the model also holds for a model that the guest names, and takes hyper-v
   * enlightenments away again ("host,hv-vpindex=off").
   */
  readonly cpu: string
  readonly capabilities: CommandLineCapabilities
  readonly resources: RunResources
  /** Disks whose files QEMU must not read through io_uring (see storage/io-uring-fits.ts). */
  readonly withoutIoUring?: ReadonlySet<string> | undefined
  /** A versioned machine type ("pc-q35-7.2") where a saved state needs the one that it was made on. */
  readonly machineType?: string | undefined
  /** Where a saved state has its devices; without it, where the description puts them. */
  readonly layout?: Layout | undefined
  readonly incoming?: Incoming | undefined
  /** QEMU waits for `cont` before the first instruction. */
  readonly paused?: boolean | undefined
  /** Writes to disks and NVRAM go to a temporary overlay and are gone when QEMU ends. */
  readonly disposable?: boolean | undefined
  /**
   * Empty qcow2 images that take the writes of a disposable run, by the disk's id, and "nvram" for
   * UEFI's variables. A writable disk that has none makes a disposable command line throw.
   */
  readonly overlays?: Readonly<Record<string, string>> | undefined
  readonly files: {
    readonly pidFile: string
    readonly qmpSocket: string
    readonly vncSocket: string
    readonly agentSocket: string
    readonly serialSocket: (deviceId: string) => string
    readonly serialLog: (deviceId: string) => string
  }
}
