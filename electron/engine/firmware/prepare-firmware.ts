import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { FirmwareFiles } from '../preparation/resources.ts'
import type { RunPreparation } from '../preparation/run-preparation.ts'
import type { Firmware } from './choose-firmware.ts'
import { type NvramRequest, planNvram, prepareNvram } from './prepare-nvram.ts'
import { machineType, usableFirmware } from './usable-firmware.ts'

type Request = Pick<RunPreparation, 'config' | 'paths' | 'env' | 'logger' | 'signal'> & {
  readonly qemu: { readonly machineTypes: readonly string[] }
}

/**
 * The UEFI that a guest runs, with variables of its own; null for a guest with a BIOS, which QEMU
 * brings. `directories` stands in for the usual places of descriptors. Rejects with
 * FIRMWARE_NOT_FOUND, SECURE_BOOT_NOT_FOUND, or as prepareNvram does.
 */
export async function prepareFirmware(
  run: Request & Pick<RunPreparation, 'notice'>,
  directories?: readonly string[],
): Promise<FirmwareFiles | null> {
  const request = await nvramRequest(run, directories)
  if (request === null) return null
  const firmware = await prepareNvram(request)
  if (request.kind === 'secure-boot' && !firmware.keys) {
    run.notice({ code: 'SECURE_BOOT_NO_KEYS', params: {} })
  }
  return filesOf(firmware, run)
}

/** As prepareFirmware; nothing is made, so the variables may not be there yet. */
export async function planFirmware(run: Request): Promise<FirmwareFiles | null> {
  const request = await nvramRequest(run)
  return request === null ? null : filesOf(await planNvram(request), run)
}

async function nvramRequest(
  { config, paths, qemu, env, logger, signal }: Request,
  directories?: readonly string[],
): Promise<NvramRequest | null> {
  if (config.firmware.kind === 'bios') return null
  const { secureBoot } = config.firmware
  const machine = machineType(config.machine, qemu.machineTypes)
  const search = { env, logger, ...(directories === undefined ? {} : { directories }) }
  const [best, ...others] = await usableFirmware(search, { machine, secureBoot })
  if (best === undefined) {
    throw new GuesthouseError(secureBoot ? 'SECURE_BOOT_NOT_FOUND' : 'FIRMWARE_NOT_FOUND')
  }
  const kind = secureBoot ? 'secure-boot' : 'plain'
  return { paths, env, logger, signal, kind, firmware: [best, ...others] }
}

const filesOf = ({ code, smm }: Firmware, { paths }: Request): FirmwareFiles => ({
  ...{ code, nvram: { path: paths.nvram, format: 'qcow2' }, smm },
})
