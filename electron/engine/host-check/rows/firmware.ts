import type { FirmwareOffer } from '../../../../shared/domain/firmware.ts'
import { offeredFirmware } from '../../firmware/index.ts'
import type { Distribution } from '../distribution.ts'
import { type CheckedHost, type CheckResult, requireOrdinaryUser, requireQemu } from '../check.ts'
import { installRemedy } from '../remedies.ts'

/** UEFI for new machines, with Secure Boot and its keys. */
export async function checkFirmware(host: CheckedHost): Promise<CheckResult> {
  requireOrdinaryUser(host)
  const { env, logger, places } = host
  const qemu = await requireQemu(host)
  const directories = places.firmware === undefined ? {} : { directories: places.firmware }
  return judgeFirmware(await offeredFirmware({ env, logger, ...directories }, qemu), host)
}

/** Pure. */
export function judgeFirmware(
  { uefi, secureBoot }: FirmwareOffer,
  { distribution }: { readonly distribution: Distribution | null },
): CheckResult {
  const install = installRemedy(distribution, 'firmware')
  if (!uefi) {
    const findings = [{ code: 'FIRMWARE_MISSING', params: {} }] as const
    return { verdict: 'missing', findings, remedies: install }
  }
  switch (secureBoot) {
    case 'keys':
      return {
        verdict: 'good',
        findings: [{ code: 'FIRMWARE_COMPLETE', params: {} }],
        remedies: [],
      }
    case 'no-keys': {
      const findings = [{ code: 'FIRMWARE_WITHOUT_KEYS', params: {} }] as const
      return { verdict: 'limited', findings, remedies: [] }
    }
    case 'none': {
      const findings = [{ code: 'FIRMWARE_WITHOUT_SECURE_BOOT', params: {} }] as const
      return { verdict: 'limited', findings, remedies: install }
    }
  }
}
