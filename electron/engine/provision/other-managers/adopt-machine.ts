import { basename, join } from 'node:path'
import type { Adopt } from '../../../../shared/domain/found-machines.ts'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import type { Logger } from '../../../platform/logger.ts'
import type { GuestPaths } from '../../../platform/paths.ts'
import { carryNvram } from '../../firmware/carry-nvram.ts'
import type { PlannedGuest } from '../../storage/clone-guest.ts'
import type { ImageTools } from '../../storage/copy-image.ts'
import { copyTpmState } from '../../storage/tpm-state.ts'
import { planDomain } from '../libvirt/plan-domain.ts'
import { withOrigin } from './adopted-from.ts'
import { diskFilesOf, disksOf, isRunning, isSaved } from './in-use.ts'
import type { OtherMachine } from './other-machine.ts'

interface Made {
  readonly id: string
  readonly paths: GuestPaths
  /** Where its disks are made. */
  readonly folder: string
  readonly tools: ImageTools
  /** Of the guests here. */
  readonly configs: readonly GuestConfig[]
  readonly machineTypes: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
}

/**
 * The guest of a machine of another manager, whose files stay as they are: its disks are copied or used
 * in place, its variables of UEFI and its TPM's state are copied. Rejects with FOUND_MACHINE_RUNNING,
 * FOUND_MACHINE_SAVED or FOUND_MACHINE_TAKEN, and like planDomain.
 */
export async function planAdoption(
  machine: OtherMachine,
  { disks, acceptBacking = [] }: Adopt,
  made: Made,
): Promise<PlannedGuest> {
  const { origin, path, draft } = machine
  const { name } = draft
  if (disks === 'use') await requireNotTaken(machine, made.configs)
  if (await isSaved(machine)) throw new GuesthouseError('FOUND_MACHINE_SAVED', { name })
  if (await isRunning(machine)) throw new GuesthouseError('FOUND_MACHINE_RUNNING', { name })
  const { config, fill } = await planDomain(draft, { ...made, path, how: disks, acceptBacking })
  return {
    config: withOrigin(config, { origin, path }),
    fill: async (directory) => {
      await fill(directory)
      await carryState(machine, config, made, directory)
    },
  }
}

async function requireNotTaken(
  machine: OtherMachine,
  configs: readonly GuestConfig[],
): Promise<void> {
  const user = await (await disksOf(configs)).userOf(diskFilesOf(machine))
  if (user === undefined) return
  throw new GuesthouseError('FOUND_MACHINE_TAKEN', {
    name: machine.draft.name,
    machine: user.name,
  })
}

async function carryState(
  { nvram, tpm }: OtherMachine,
  config: GuestConfig,
  { paths, machineTypes, env, logger, tools }: Made,
  directory: string,
): Promise<void> {
  const at = (path: string): string => join(directory, basename(path))
  const { signal } = tools.job
  if (nvram !== null) {
    const to = at(paths.nvram)
    await carryNvram({ from: nvram, to, config, machineTypes, env, logger, signal })
  }
  if (tpm !== null && config.tpm) await copyTpmState(tpm.folder, at(paths.tpmDir), tpm.files)
}
