import type { GuestView, HostView } from '../../shared/domain/guest.ts'
import type { NewGuest } from '../../shared/domain/guest-config.ts'

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
  onHostChange(listener: (host: HostView) => void): Unsubscribe

  create(guest: NewGuest): Promise<{ readonly id: string }>
  /** Resolves when the guest runs. */
  start(id: string): Promise<void>
  /** Resolves when QEMU has taken the request; the guest decides whether it follows. */
  shutdown(id: string): Promise<void>
  /** Resolves when the process is gone. */
  powerOff(id: string): Promise<void>
  reset(id: string): Promise<void>
  pause(id: string): Promise<void>
  resume(id: string): Promise<void>
  rename(id: string, name: string): Promise<void>
  deletionPreview(id: string): Promise<DeletionPreview>
  delete(id: string, options: { readonly deleteDisks: boolean }): Promise<void>
  log(id: string): Promise<{ readonly text: string; readonly truncated: boolean }>
  console(id: string, request: ConsoleRequest): ConsoleEndpoint
  /** Lets go of everything; guests that run go on running. */
  close(): Promise<void>
}
