import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { RunResources } from '../preparation/resources.ts'
import type { QmpClient } from '../qmp/index.ts'

/** The NICs whose cable is out: as the user wants it, or because nothing could be had behind them. */
export const cutNics = (config: GuestConfig, resources: RunResources): string[] =>
  config.nics
    .filter(({ id, connected }) => !connected || resources.nics[id]?.kind === 'none')
    .map(({ id }) => id)

/** Takes the cables out of a QEMU that has not run yet: no argument says so. */
export async function cutLinks(qmp: QmpClient, nics: readonly string[]): Promise<void> {
  for (const name of nics) await qmp.execute('set_link', { name, up: false })
}
