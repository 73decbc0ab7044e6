import type { ConnectionView } from '../../../shared/domain/guest.ts'
import type { HostUsbDevice } from '../../../shared/domain/usb.ts'
import type { NicConfig } from '../../../shared/domain/guest-config.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import type { NicBackend } from '../preparation/resources.ts'
import type { QmpClient } from '../qmp/index.ts'
import type { Undo } from './undo.ts'

/** The network's part in changing a guest that runs. */
export interface NicConnector {
  /** Makes what the NIC is to be connected to, a helper started where it needs one. */
  connect(
    handle: GuestHandle,
    nic: NicConfig,
  ): Promise<{ readonly backend: NicBackend; readonly view: ConnectionView }>
  /** Lets go of what `connect` or the start made for a NIC that is gone. */
  disconnect(handle: GuestHandle, nic: NicConfig): Promise<void>
  /** Makes the port forwards those of `to`, all of them or none; `later` where that needs a start. */
  applyForwards(handle: GuestHandle, from: NicConfig, to: NicConfig): Promise<'live' | 'later'>
}

export interface HotplugOptions {
  /** ms that a guest has to let go of a device. */
  readonly unplugTimeoutMs: number
  /** ms that a guest has to open a drive that it has locked. */
  readonly trayTimeoutMs: number
  /** Takes a medium out of a drive that the guest has locked, as if by the pin hole. */
  readonly force: boolean
}

/** A change of a running guest while it is under way. */
export interface Operation {
  readonly handle: GuestHandle
  readonly qmp: QmpClient
  readonly undo: Undo
  readonly options: HotplugOptions
  /** Whether this QEMU can read and write files through io_uring here. */
  readonly ioUring: boolean
  readonly network: NicConnector
  readonly usbDevices: () => Promise<readonly HostUsbDevice[]>
  /** How the guest's NICs are connected now; kept up by the steps. */
  readonly connections: Map<string, ConnectionView>
}
