import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { TapProvider } from '../../engine/index.ts'
import type { TapService } from './tap-service.ts'

/**
 * TAP devices for the daemon's own machines. Its engine is opened before the bus is served, so what
 * makes them comes as a promise: of null where it is switched off, which must not reject.
 */
export function engineTaps(
  opened: Promise<TapService | null>,
  /**
   * uniqueName: the daemon's own on the bus, so that they are let go of when it ends; those that are
   * open stay, and are taken up again. uid: of the account that QEMU runs under.
   */
  holder: { readonly uniqueName: string; readonly uid: number },
): TapProvider {
  const taps = async (device: string): Promise<TapService> => {
    const service = await opened
    if (service === null) throw new GuesthouseError('TAP_NOT_FOUND', { device })
    return service
  }
  return {
    bridges: async () => (await opened)?.bridges().catch(() => []) ?? [],
    create: async (bridge) => (await (await taps('')).createTap(holder, bridge)).device,
    claim: async (device, bridge) => {
      await (await taps(device)).createTap(holder, bridge, device)
    },
    release: async (device) => (await taps(device)).releaseTap(holder, device),
    // The service is the daemon's.
    close: () => {},
  }
}
