/**
 * What a run needs of the host, found before QEMU is started: the pure command line is made of the
 * guest's description, QEMU's capabilities and these.
 */

/** A file for pflash, in QEMU's words. */
export interface FlashImage {
  readonly path: string
  readonly format: 'raw' | 'qcow2'
}

export interface FirmwareFiles {
  readonly code: FlashImage
  /** The guest's own variables; written by the guest. */
  readonly nvram: FlashImage
  /** Secure Boot needs SMM, and flash that only SMM can write. */
  readonly smm: boolean
}

/** Where sound goes. `none`: the devices are there and silent. */
export type AudioBackend =
  | { readonly driver: 'none' }
  | { readonly driver: 'pa'; readonly server: string }
  | { readonly driver: 'pipewire' }

/** How one NIC is connected. */
export type NicBackend =
  /** libslirp inside QEMU. `restrict`: neither the host nor the outside can be reached. */
  | { readonly kind: 'slirp'; readonly restrict: boolean }
  /** A stream of frames on a unix socket: passt listens on it, our switch calls QEMU on it. */
  | { readonly kind: 'stream'; readonly via: 'passt' | 'switch'; readonly path: string }
  /** QEMU itself executes the helper, for which it must run without its sandbox. */
  | { readonly kind: 'bridge'; readonly bridge: string; readonly helper: string }
  /** `bridge`: where the system daemon made it for this run, on that one. */
  | { readonly kind: 'tap'; readonly device: string; readonly bridge?: string }
  /** Nothing could be had: a NIC with no link. */
  | { readonly kind: 'none' }

export type ShareBackend =
  | { readonly driver: 'virtiofs'; readonly socket: string }
  | { readonly driver: '9p' }

export interface RunResources {
  readonly firmware: FirmwareFiles | null
  readonly tpmSocket: string | null
  /** null where the guest has no sound device. */
  readonly audio: AudioBackend | null
  /** By the NIC's id. */
  readonly nics: Readonly<Record<string, NicBackend>>
  /** By the share's id. */
  readonly shares: Readonly<Record<string, ShareBackend>>
  /** A DRM render node that the user may open, e.g. /dev/dri/renderD128. */
  readonly renderNode: string | null
  /** Whether the user may open /dev/vhost-vsock. */
  readonly vsock: boolean
}

export const noResources: RunResources = {
  ...{ firmware: null, tpmSocket: null, audio: null, nics: {}, shares: {}, renderNode: null },
  vsock: false,
}
