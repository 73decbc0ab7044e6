import { isDeepStrictEqual } from 'node:util'
import type { PortForward } from '../../../../shared/domain/config/network.ts'
import type { Logger } from '../../../platform/logger.ts'
import type { QmpClient } from '../../qmp/index.ts'
import { addSlirpForward, removeSlirpForward } from './slirp-forwards.ts'

/**
 * Makes the forwards of a running libslirp those of `to`: all of them, or none where one is refused.
 * Connections that were made through a forward go on when it is removed.
 */
export async function changeSlirpForwards(
  { qmp, logger }: { readonly qmp: QmpClient; readonly logger: Logger },
  netdev: string,
  from: readonly PortForward[],
  to: readonly PortForward[],
): Promise<void> {
  const undo: (() => Promise<void>)[] = []
  try {
    for (const forward of without(from, to)) {
      await removeSlirpForward(qmp, netdev, forward)
      undo.push(() => addSlirpForward(qmp, netdev, forward))
    }
    for (const forward of without(to, from)) {
      await addSlirpForward(qmp, netdev, forward)
      undo.push(() => removeSlirpForward(qmp, netdev, forward))
    }
  } catch (error) {
    for (const step of undo.reverse()) {
      await step().catch((failure: unknown) =>
        logger.warn('a forward was not put back', { failure }),
      )
    }
    throw error
  }
}

export const without = (
  list: readonly PortForward[],
  others: readonly PortForward[],
): PortForward[] => list.filter((one) => !others.some((other) => isDeepStrictEqual(one, other)))
