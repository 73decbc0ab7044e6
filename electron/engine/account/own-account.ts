import { userInfo } from 'node:os'
import { makeDirectory, makePrivateDirectory } from '../../platform/files.ts'
import { signal } from '../../platform/process-identity.ts'
import type { GuestAccount } from './guest-account.ts'
import { ownFiles } from './run-file.ts'

/** Guests run as the person whose session this is. */
export function ownAccount(): GuestAccount {
  const { uid, username: name } = userInfo()
  const makeRuntimeDirectory = (path: string): Promise<void> => makePrivateDirectory(path, uid)
  return {
    ...{ uid, name, uids: [uid], ofSession: true, prefix: [], socketMode: 0o600 },
    open: ({ runtimeDir }) => makeRuntimeDirectory(runtimeDir),
    makeRuntimeDirectory,
    makeStateDirectory: makeDirectory,
    // QEMU makes it.
    makeLog: () => Promise.resolve(),
    signal: (identity, how) => Promise.resolve(signal(identity, how)),
    runFiles: () => ownFiles,
  }
}
