import type { QemuCapabilities } from '../capabilities/index.ts'
import { type FirmwareSearch, machineType, usableFirmware } from './usable-firmware.ts'
import type { FirmwareOffer } from '../../../shared/domain/firmware.ts'

/** What firmware a new machine can have on this computer. */
export async function offeredFirmware(
  search: FirmwareSearch,
  { machineTypes }: Pick<QemuCapabilities, 'machineTypes'>,
): Promise<FirmwareOffer> {
  const machine = machineType('q35', machineTypes)
  const [plain, secure] = await Promise.all(
    [false, true].map((secureBoot) => usableFirmware(search, { machine, secureBoot })),
  )
  return {
    uefi: plain !== undefined && plain.length > 0,
    secureBoot: secure?.[0] === undefined ? 'none' : secure[0].keys ? 'keys' : 'no-keys',
  }
}
