import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import type { Paths } from '../../../platform/paths.ts'
import type { Member } from './ports.ts'
import { leaveNetwork, mendNetworks } from './private-networks.ts'
import type { SwitchContext } from './switch-process.ts'

/** The NICs of a guest that are on private networks. Pure. */
export const membersOf = ({ id, nics }: GuestConfig, paths: Paths): Member[] =>
  nics.flatMap(({ id: nic, network }) =>
    network.kind === 'private'
      ? [{ network: network.name, guest: id, nic, socket: paths.guest(id).helperSocket(nic) }]
      : [],
  )

/**
 * For the guests whose QEMU runs, with what each has (the run's record): puts their private networks
 * in order after the engine was gone. What fails is logged.
 */
export const mendPrivateNetworks = (
  context: SwitchContext,
  running: readonly GuestConfig[],
): Promise<void> =>
  mendNetworks(
    context,
    running.flatMap((config) => membersOf(config, context.paths)),
  )

/** For a guest whose QEMU has ended. What fails is logged. */
export async function leaveNetworks(context: SwitchContext, config: GuestConfig): Promise<void> {
  await Promise.all(
    membersOf(config, context.paths).map((member) =>
      leaveNetwork(context, member).catch((error: unknown) => {
        const { network } = member
        context.logger.warn('a private network could not be left', { network, error })
      }),
    ),
  )
}
