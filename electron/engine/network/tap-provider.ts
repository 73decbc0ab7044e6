/**
 * Makes TAP devices that this user's QEMU opens with no privilege: the system daemon, where there is
 * one. What keeps it from that is told within seconds, whatever state it is in.
 */
export interface TapProvider {
  /** The bridges that machines can be put on now; none where nobody answers. Never rejects. */
  bridges(): Promise<readonly string[]>
  /** Makes a device on the bridge. Resolves with its name; rejects with what is in the way. */
  create(bridge: string): Promise<string>
  /** Takes up a device that was made earlier, so that it stays. Rejects where it is not there. */
  claim(device: string, bridge: string): Promise<void>
  /** Removes a device. Rejects where that cannot be asked for. */
  release(device: string): Promise<void>
  /** Lets go of whoever makes them; what QEMU has open stays. */
  close(): void
}

/** What a start needs of it. */
export type TapMaker = Pick<TapProvider, 'bridges' | 'create'>
