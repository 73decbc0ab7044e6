import type { TapProvider } from '../../engine/index.ts'
import type { TapService } from './tap-service.ts'

/**
 * TAP devices for the daemon's own machines. `uniqueName` is the daemon's on the bus, so that they are
 * let go of when it ends; those that are open stay, and are taken up again.
 */
export function engineTaps(
  taps: TapService,
  /** uid: of the account that QEMU runs under. */
  holder: { readonly uniqueName: string; readonly uid: number },
): TapProvider {
  return {
    bridges: async () => taps.bridges().catch(() => []),
    create: async (bridge) => (await taps.createTap(holder, bridge)).device,
    claim: async (device, bridge) => {
      await taps.createTap(holder, bridge, device)
    },
    release: async (device) => taps.releaseTap(holder, device),
    // The service is the daemon's.
    close: () => {},
  }
}
