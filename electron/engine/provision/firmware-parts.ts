import type { HostOffer } from './host-offer.ts'
import type { Remarks } from './remarks.ts'

/** Firmware and TPM as a description asks for them and this computer has them. */
export function firmwareParts(
  wanted: {
    readonly machine: 'q35' | 'i440fx'
    readonly uefi: boolean
    readonly secureBoot: boolean
    readonly tpm: boolean
  },
  { firmware, tpm }: HostOffer,
  remarks: Remarks,
): Record<string, unknown> {
  if (wanted.tpm) remarks.add('tpm-new')
  if (wanted.tpm && !tpm) remarks.add('tpm-missing')
  if (!wanted.uefi) return { firmware: { kind: 'bios' }, tpm: wanted.tpm }
  remarks.add('nvram-new')
  if (!firmware.uefi) remarks.add('firmware-missing')
  const secureBoot = wanted.secureBoot && wanted.machine === 'q35' && firmware.secureBoot !== 'none'
  if (wanted.secureBoot && !secureBoot) {
    remarks.add(wanted.machine === 'q35' ? 'secure-boot-missing' : 'secure-boot-off')
  }
  // Asked for even where it is missing: what was installed with UEFI starts with nothing else.
  return { firmware: { kind: 'uefi', secureBoot }, tpm: wanted.tpm }
}
