import type { ConnectionView } from '../../../../shared/domain/guest.ts'
import type { Logger } from '../../../platform/logger.ts'
import type { NicBackend } from '../../preparation/resources.ts'
import type { TapMaker, TapProvider } from '../tap-provider.ts'

/** By the NIC's id, as a run's record has them. */
type Connections = Readonly<Record<string, ConnectionView>>

/** Of a machine that does not run: the daemon makes up the name when it starts. */
const UNNAMED = 'ght0000000000'

/** What a NIC on the bridge would get of the daemon; null where that does not offer the bridge. */
export async function plannedDaemonTap(
  taps: TapMaker | null,
  bridge: string,
): Promise<NicBackend | null> {
  if (taps === null || !(await taps.bridges()).includes(bridge)) return null
  return { kind: 'tap', device: UNNAMED, bridge }
}

/**
 * A TAP device on the bridge, made by the daemon. null where it does not offer the bridge; its own
 * words where it offers it, and gives none now.
 */
export async function joinByDaemon(
  taps: TapMaker | null,
  bridge: string,
): Promise<NicBackend | { readonly refusal: string } | null> {
  if (taps === null || !(await taps.bridges()).includes(bridge)) return null
  try {
    return { kind: 'tap', device: await taps.create(bridge), bridge }
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : String(error) }
  }
}

const devicesOf = (connections: Connections): NonNullable<ConnectionView['tap']>[] =>
  Object.values(connections).flatMap(({ tap }) => tap ?? [])

/** For a machine whose QEMU has ended: its devices are not needed any more. Never rejects. */
export async function releaseTaps(
  taps: TapProvider | null,
  connections: Connections,
  logger: Logger,
): Promise<void> {
  if (taps === null) return
  await Promise.all(
    devicesOf(connections).map(({ device }) =>
      // The daemon removes by itself what nobody has open and whose holder has left.
      taps.release(device).catch((error: unknown) => {
        logger.warn('a TAP device was not given back', { device, error: String(error) })
      }),
    ),
  )
}

/** For a machine that was found running: whoever had its devices is gone. Never rejects. */
export async function claimTaps(
  taps: TapProvider | null,
  connections: Connections,
  logger: Logger,
): Promise<void> {
  if (taps === null) return
  await Promise.all(
    devicesOf(connections).map(({ device, bridge }) =>
      // It stays for as long as QEMU has it open.
      taps.claim(device, bridge).catch((error: unknown) => {
        logger.warn('a TAP device was not taken up again', { device, error: String(error) })
      }),
    ),
  )
}
