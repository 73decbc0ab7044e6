import type { FirmwareOffer } from '../../../shared/domain/firmware.ts'
import type { HostResources } from '../../../shared/domain/spare-resources.ts'

/** What this computer has for a machine that is to be made. */
export interface HostOffer {
  readonly resources: HostResources
  readonly firmware: FirmwareOffer
  readonly tpm: boolean
}
