import type { Stats } from 'node:fs'
import { userInfo } from 'node:os'
import { chmod, chown, lstat, mkdir } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { makeDirectory } from '../../platform/files.ts'
import type { Paths } from '../../platform/paths.ts'
import { signal } from '../../platform/process-identity.ts'
import { withoutCapabilities } from '../capabilities/die-with-parent.ts'
import type { GuestAccount } from './guest-account.ts'
import { HandOver } from './hand-over.ts'
import type { AllowedPlaces } from './run-file.ts'

/**
 * Guests of the computer run as the daemon's own account, which keeps its capabilities for itself.
 * Rejects with SETPRIV_MISSING.
 */
export async function daemonAccount(options: {
  readonly env: NodeJS.ProcessEnv
  readonly allowed: AllowedPlaces
}): Promise<GuestAccount> {
  const { env, allowed } = options
  const { uid, username: name } = userInfo()
  return {
    ...{ uid, name, uids: [uid], ofSession: false, socketMode: 0o600 },
    prefix: await withoutCapabilities(env),
    open: requireRuntimeBase,
    makeRuntimeDirectory: (path) => makeGuardedDirectory(path, null),
    makeStateDirectory: makeDirectory,
    makeLog: () => Promise.resolve(),
    signal: (identity, how) => Promise.resolve(signal(identity, how)),
    runFiles: (paths, logger) => new HandOver({ paths, allowed, logger, receiver: null }),
  }
}

/**
 * The directory of all guests' sockets: users pass through it to those of their own, so it is open to
 * them, but only we make files in it. Made by systemd (RuntimeDirectory= or tmpfiles.d), or by us.
 */
export async function requireRuntimeBase({ runtimeDir: path }: Paths): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o711 }).catch((error: unknown) => {
    throw new GuesthouseError('RUNTIME_DIR_UNSAFE', { path }, error)
  })
  await requireOurs(path, 0o022)
}

/**
 * A directory of sockets for us alone or, with a group, for its members too, who cannot remove each
 * other's files in it: mode 3770, so that what is made in it is the group's. One that is there is
 * made so. A service may set no setgid bit (RestrictSUIDSGID= in systemd.exec(5)); it inherits bit and
 * group from the directory above, which tmpfiles.d made so. Rejects with RUNTIME_DIR_UNSAFE.
 */
export async function makeGuardedDirectory(path: string, group: number | null): Promise<void> {
  const mode = group === null ? 0o700 : 0o1770
  await mkdir(path, { recursive: true, mode }).catch((error: unknown) => {
    throw new GuesthouseError('RUNTIME_DIR_UNSAFE', { path }, error)
  })
  // It lies in a directory that we alone write to, so that the path names the same until the end.
  const found = await requireOurs(path, 0o007)
  if (group === null) return chmod(path, mode)
  if (found.gid === group && (found.mode & 0o7777) === 0o3770) return
  await chown(path, -1, group)
  await chmod(path, 0o3770)
}

async function requireOurs(path: string, forbidden: number): Promise<Stats> {
  const stat = await lstat(path)
  const isOurs = stat.isDirectory() && stat.uid === process.getuid?.()
  if (!isOurs || (stat.mode & forbidden) !== 0) {
    throw new GuesthouseError('RUNTIME_DIR_UNSAFE', { path })
  }
  return stat
}
