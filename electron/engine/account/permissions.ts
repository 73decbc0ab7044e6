import { chmod, chown } from 'node:fs/promises'
import type { RunFileAccess } from './run-file.ts'

export interface Permissions {
  readonly group: number
  /** The twelve bits of permissions. */
  readonly mode: number
}

const GROUP_BITS = 0o070
const MAY_PASS_GROUP = 0o010
const MAY_PASS_OTHERS = 0o001

/**
 * Of an image 0660 or 0640; of a folder in which files are made 0770. No setgid bit, which a service may
 * not set (RestrictSUIDSGID= in systemd.exec(5)): what QEMU's account makes is of its group anyway.
 */
const givenModes: Readonly<Record<RunFileAccess, number>> = {
  ...{ read: 0o640, write: 0o660, state: 0o770 },
}

/** What a file has while QEMU's account uses it. `now` is kept where another run has more. Pure. */
export const givenFile = (
  access: RunFileAccess,
  group: number,
  now: Permissions,
  isGiven: boolean,
): Permissions => ({
  group,
  mode:
    isGiven && access !== 'state' ? givenModes[access] | (now.mode & 0o660) : givenModes[access],
})

/** What a folder has so that the group can pass through it, and no more. Pure. */
export const passable = (group: number, { mode }: Permissions): Permissions => ({
  group,
  mode: (mode & ~GROUP_BITS) | MAY_PASS_GROUP,
})

/** Whether the group can pass through a folder as it is. Pure. */
export const canPass = (group: number, now: Permissions): boolean =>
  (now.mode & MAY_PASS_OTHERS) !== 0 || (now.group === group && (now.mode & MAY_PASS_GROUP) !== 0)

/**
 * Changes group and mode of one's own file, which needs no capability where one is in the group
 * (chown(2)). In between neither group has what is meant for the other. Rejects with Node's error.
 */
export async function setPermissions(
  path: string,
  from: Permissions,
  to: Permissions,
): Promise<void> {
  if (from.group !== to.group) {
    await chmod(path, from.mode & 0o700)
    await chown(path, -1, to.group)
  }
  await chmod(path, to.mode)
}
