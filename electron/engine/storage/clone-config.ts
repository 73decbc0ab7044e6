import { randomInt } from 'node:crypto'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { randomMac } from '../guest/new-guest.ts'

/** vsock addresses that guests may have start there; the rest of the 32 bits is free. */
const VSOCK_FIRST = 3
const VSOCK_LAST = 2 ** 31

/** The description of a guest that is made after another: what must differ between them does. */
export function clonedConfig(
  source: GuestConfig,
  clone: { readonly id: string; readonly name: string; readonly now: number },
): GuestConfig {
  return {
    ...source,
    id: clone.id,
    name: clone.name,
    createdAt: clone.now,
    template: false,
    autostart: false,
    pinned: false,
    nics: source.nics.map((nic) => ({ ...nic, mac: randomMac() })),
    vsock: source.vsock && { ...source.vsock, cid: randomInt(VSOCK_FIRST, VSOCK_LAST) },
  }
}
