import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { escapeOption } from './escape.ts'

/**
 * A TPM 2.0 whose state swtpm keeps. CRB is the interface of TPM 2.0, which UEFI drives; SeaBIOS
 * and the guests of i440fx know TIS.
 */
export function tpmArguments({ machine, firmware }: GuestConfig, socket: string | null): string[] {
  if (socket === null) return []
  const crb = machine === 'q35' && firmware.kind === 'uefi'
  const device = { driver: crb ? 'tpm-crb' : 'tpm-tis', id: 'tpm', tpmdev: 'tpm-dev' }
  return [
    ...['-chardev', `socket,id=tpm-chr,path=${escapeOption(socket)}`],
    ...['-tpmdev', 'emulator,id=tpm-dev,chardev=tpm-chr'],
    ...['-device', JSON.stringify(device)],
  ]
}
