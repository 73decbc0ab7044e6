import type { DeviceList } from '../../shared/domain/differences.ts'
import type { GuestConfig } from '../../shared/domain/guest-config.ts'
import { t } from './index.ts'

/**
 * "Disk 2": devices are counted, as a person does. `configs`: the first that has it counts; one that
 * none has goes by its id.
 */
export function deviceName(
  list: DeviceList,
  id: string,
  configs: readonly (GuestConfig | null)[],
): string {
  for (const config of configs) {
    const index = config?.[list].findIndex((device) => device.id === id) ?? -1
    if (index >= 0) return t(`device.${list}`, { number: index + 1 })
  }
  return id
}
