import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import type { Logger } from '../../platform/logger.ts'
import { chooseFirmware, type Firmware, type FirmwareRequest } from './choose-firmware.ts'
import { findDescriptors } from './find-descriptors.ts'

export interface FirmwareSearch {
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
  /** Where descriptors are looked for, instead of the usual places. */
  readonly directories?: readonly string[]
}

/** Firmware that fits and whose files are there for this user, best first. */
export async function usableFirmware(
  search: FirmwareSearch,
  request: FirmwareRequest,
): Promise<readonly Firmware[]> {
  const fitting = chooseFirmware(await findDescriptors(search), request)
  const readable = await Promise.all(
    fitting.map(async ({ code, template }) => {
      const both = [code.path, template.path].map((path) => access(path, constants.R_OK))
      return Promise.all(both).then(
        () => true,
        () => false,
      )
    }),
  )
  return fitting.filter((_, index) => readable[index] === true)
}

/**
 * A versioned machine type that descriptors' patterns ("pc-q35-*") are held against: QEMU's aliases
 * q35 and pc stand for one.
 */
export function machineType(machine: 'q35' | 'i440fx', known: readonly string[]): string {
  return known.find((type) => type.startsWith(`pc-${machine}-`)) ?? machine
}
