import type { DaemonFeature } from '../../../shared/domain/daemon.ts'

/** What the service needs to know of the configuration. */
export interface ServiceConfig {
  readonly features: Readonly<Record<DaemonFeature, boolean>>
  readonly storage: {
    /** More directories whose files guests may use, and single files. */
    readonly directories: readonly string[]
    readonly files: readonly string[]
  }
  /** USB devices that may be lent, as "046d:c52b". */
  readonly usb: { readonly devices: readonly string[] }
}

/** What the service may do. */
export interface ServiceGate {
  /** Throws FEATURE_OFF or CAPABILITY_MISSING. */
  require(feature: DaemonFeature): void
  allows(feature: DaemonFeature): boolean
}

/** Where the service keeps what is its own. */
export interface ServicePlaces {
  /** Whose it is and who may use it, of a guest. */
  readonly accessFile: (id: string) => string
  /** Sockets of consoles and of files that are sent; others pass through it to the one they know of. */
  readonly socketsDir: string
  /** Files that callers have sent. */
  readonly uploadsDir: string
}
