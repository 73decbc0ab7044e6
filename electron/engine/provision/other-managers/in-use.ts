import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { commandLineOf } from '../../../platform/process-identity.ts'
import { findDiskHolder } from '../../storage/find-disk-holder.ts'
import type { OtherMachine } from './other-machine.ts'

export const diskFilesOf = ({ draft }: OtherMachine): string[] =>
  draft.disks.flatMap(({ origin }) => (origin.kind === 'file' ? origin.path : []))

/** Whether a QEMU has the machine: as its manager noted, or by a lock on one of its disks. */
export async function isRunning(machine: OtherMachine): Promise<boolean> {
  if (machine.pidFile !== null && (await namesQemu(machine.pidFile))) return true
  for (const { origin, settings } of machine.draft.disks) {
    if (origin.kind !== 'file') continue
    const writable = settings['readOnly'] !== true
    if ((await findDiskHolder(origin.path, { writable })) !== null) return true
  }
  return false
}

/** Process numbers are given out again: it has to be a QEMU that has it. */
async function namesQemu(pidFile: string): Promise<boolean> {
  const text = await readFile(pidFile, 'latin1').catch(() => '')
  const pid = Number(/^\s*(\d{1,10})\s*$/.exec(text)?.[1] ?? 0)
  if (pid === 0) return false
  const [program = ''] = await commandLineOf(pid).catch(() => [])
  return basename(program).startsWith('qemu')
}

export const isSaved = async ({ savedFile }: OtherMachine): Promise<boolean> =>
  savedFile !== null && (await identityOf(savedFile)) !== null

/** Which guests here have which files for disks. */
export interface DisksHere {
  /** The guest that has one of the files; undefined where none has. */
  userOf(paths: readonly string[]): Promise<GuestConfig | undefined>
}

export async function disksOf(configs: readonly GuestConfig[]): Promise<DisksHere> {
  const users = new Map<string, GuestConfig>()
  for (const config of configs) {
    for (const { path } of config.disks) {
      const identity = await identityOf(path)
      if (identity !== null) users.set(identity, config)
    }
  }
  return {
    async userOf(paths) {
      const identities = await Promise.all(paths.map(identityOf))
      const used = identities.find((identity) => identity !== null && users.has(identity))
      return used == null ? undefined : users.get(used)
    },
  }
}

/** The same file by whatever name, links included; null where there is none. */
const identityOf = (path: string): Promise<string | null> =>
  stat(path, { bigint: true }).then(
    ({ dev, ino }) => `${dev}:${ino}`,
    () => null,
  )
