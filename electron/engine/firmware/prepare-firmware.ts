import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { FirmwareFiles } from '../preparation/resources.ts'
import type { RunPreparation } from '../preparation/run-preparation.ts'
import { prepareNvram } from './prepare-nvram.ts'
import { machineType, usableFirmware } from './usable-firmware.ts'

/**
 * The UEFI that a guest runs, with variables of its own; null for a guest with a BIOS, which QEMU
 * brings. `directories` stands in for the usual places of descriptors. Rejects with
 * FIRMWARE_NOT_FOUND, SECURE_BOOT_NOT_FOUND, or as prepareNvram does.
 */
export async function prepareFirmware(
  run: Pick<RunPreparation, 'config' | 'paths' | 'env' | 'logger' | 'signal' | 'notice'> & {
    readonly qemu: { readonly machineTypes: readonly string[] }
  },
  directories?: readonly string[],
): Promise<FirmwareFiles | null> {
  const { config, paths, qemu, env, logger, signal } = run
  if (config.firmware.kind === 'bios') return null
  const { secureBoot } = config.firmware
  const machine = machineType(config.machine, qemu.machineTypes)
  const search = { env, logger, ...(directories === undefined ? {} : { directories }) }
  const [best, ...others] = await usableFirmware(search, { machine, secureBoot })
  if (best === undefined) {
    throw new GuesthouseError(secureBoot ? 'SECURE_BOOT_NOT_FOUND' : 'FIRMWARE_NOT_FOUND')
  }
  const firmware = await prepareNvram({
    ...{ paths, env, logger, signal },
    kind: secureBoot ? 'secure-boot' : 'plain',
    firmware: [best, ...others],
  })
  if (secureBoot && !firmware.keys) run.notice({ code: 'SECURE_BOOT_NO_KEYS', params: {} })
  const { code, smm } = firmware
  return { code, nvram: { path: paths.nvram, format: 'qcow2' }, smm }
}
