import type { Logger } from '../../platform/logger.ts'
import type { Paths } from '../../platform/paths.ts'
import type { ProcessIdentity } from '../../platform/process-identity.ts'
import type { RunFiles } from './run-file.ts'

/** As whom guests run: QEMU and the programs beside it. */
export interface GuestAccount {
  readonly uid: number
  readonly name: string
  /** Of processes that may be a guest's: of those that run as it did before a change, too. */
  readonly uids: readonly number[]
  /**
   * Whether guests are those of the person whose session this is, and have part in it: that person's
   * sound, home, user manager, and other managers' machines.
   */
  readonly ofSession: boolean
  /**
   * What stands in front of a guest's program: it takes our capabilities away and changes the
   * account, then replaces itself with the program, so that the process stays the same.
   */
  readonly prefix: readonly string[]
  /** Of a socket on which we wait for a guest's program, in a directory for that. */
  readonly socketMode: number
  /** Makes the places of an engine fit for it. Rejects with RUNTIME_DIR_UNSAFE. */
  open(paths: Paths): Promise<void>
  /**
   * Makes the directory of sockets that guards them from everybody else, or takes the one that is
   * there. Rejects with RUNTIME_DIR_UNSAFE.
   */
  makeRuntimeDirectory(path: string): Promise<void>
  /** Makes a directory of logs, in which a guest's programs cannot make files, unless they are us. */
  makeStateDirectory(path: string): Promise<void>
  /** Makes a log that QEMU opens by itself, for appending. */
  makeLog(path: string): Promise<void>
  /** Sends a signal to exactly this process; false where it is gone or it cannot be sent. */
  signal(identity: ProcessIdentity, name: NodeJS.Signals): Promise<boolean>
  /** What runs as it may use. */
  runFiles(paths: Paths, logger: Logger): RunFiles
}
