import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { Logger } from '../../platform/logger.ts'
import { findQemuImg } from '../capabilities/index.ts'
import { makeNvram } from './make-nvram.ts'
import { sizeOf } from './prepare-nvram.ts'
import { machineType, usableFirmware } from './usable-firmware.ts'

/**
 * Gives a guest the variables of UEFI that it had under another manager, with what its system wrote
 * there to be started. Answers false, and makes nothing, where they are gone or no firmware of this
 * computer has variables of that size: it then begins with new ones. Rejects like makeNvram.
 */
export async function carryNvram(options: {
  /** Raw flash; it stays as it is. */
  readonly from: string
  readonly to: string
  readonly config: Pick<GuestConfig, 'machine' | 'firmware'>
  readonly machineTypes: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
  readonly signal: AbortSignal
}): Promise<boolean> {
  const { from, to, config, machineTypes, env, logger, signal } = options
  if (config.firmware.kind === 'bios') return false
  const template = { path: from, format: 'raw' } as const
  const size = await sizeOf(template)
  if (size === null) return false
  const machine = machineType(config.machine, machineTypes)
  const { secureBoot } = config.firmware
  const firmware = await usableFirmware({ env, logger }, { machine, secureBoot })
  const sizes = await Promise.all(firmware.map((one) => sizeOf(one.template)))
  if (!sizes.includes(size)) {
    logger.info('variables of UEFI that no firmware here has', { from, size })
    return false
  }
  await makeNvram({ qemuImg: await findQemuImg(env), template, path: to, signal })
  return true
}
