import { open, stat } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { makeDirectory } from '../../platform/files.ts'
import { isAlive, type ProcessIdentity, signal } from '../../platform/process-identity.ts'
import { SHED } from '../capabilities/die-with-parent.ts'
import { findProgram } from '../capabilities/find-program.ts'
import { describeEnd, type ProgramResult, runProgram } from '../capabilities/run-program.ts'
import { makeGuardedDirectory, requireRuntimeBase } from './daemon-account.ts'
import type { GuestAccount } from './guest-account.ts'
import { HandOver } from './hand-over.ts'
import { canPass, passable, setPermissions } from './permissions.ts'
import type { AllowedPlaces, RunFileAccess } from './run-file.ts'

/** ms; each answers within some. A computer that swaps takes seconds. */
const ANSWER_MS = 10_000

/** What the daemon and QEMU's account make in each other's directories is open to their group. */
const UMASK = 0o007

/**
 * Replaces each file by a copy, which is the copying account's: swtpm sets the mode of its files
 * (nvstore_dir.c), which only their owner may. On the disk before it takes the other's place.
 */
const ADOPT = `
set -e
cd "$1"
for file in *; do
  test -f "$file" || continue
  cp -- "$file" ".$file.part"
  sync -- ".$file.part"
  mv -f -- ".$file.part" "$file"
done`

/**
 * Guests of the computer run as an account of their own, which the daemon's is in the group of. Takes
 * CAP_SETUID and CAP_SETGID and no other capability: signals are sent as that account, and files are
 * given to its group. Sets the umask of this process, which QEMU and what runs beside it inherit.
 * Rejects with ACCOUNT_MISSING, ACCOUNT_NOT_IN_GROUP, SETPRIV_MISSING or CAPABILITY_MISSING.
 */
export async function separateAccount(options: {
  /** e.g. "guesthouse-qemu" */
  readonly name: string
  readonly env: NodeJS.ProcessEnv
  readonly allowed: AllowedPlaces
}): Promise<GuestAccount> {
  const { name, env, allowed } = options
  const setpriv = await findProgram({ names: ['setpriv'], env })
  if (setpriv === null) throw new GuesthouseError('SETPRIV_MISSING')
  const { uid, group, groups } = await lookUp(name, env)
  if (!(process.getgroups?.() ?? []).includes(group)) {
    throw new GuesthouseError('ACCOUNT_NOT_IN_GROUP', { group: name })
  }
  const identity = ['--reuid', String(uid), '--regid', String(group), `--groups=${groups.join()}`]
  const prefix = [setpriv, ...identity, ...SHED, '--']
  const run = (words: readonly string[]): Promise<ProgramResult> => runAs(prefix, words, env)
  await requireSwitch(run, uid)
  process.umask(UMASK)
  const makeStateDirectory = async (path: string): Promise<void> => {
    await makeDirectory(path)
    await openToGroup(path, group)
  }
  const own = process.getuid?.() ?? -1
  return {
    ...{ uid, name, uids: [uid, own], ofSession: false, prefix, socketMode: 0o660 },
    async open(paths) {
      await requireRuntimeBase(paths)
      await makeStateDirectory(paths.stateDir)
      await makeStateDirectory(paths.guestStatesDir)
    },
    makeRuntimeDirectory: (path) => makeGuardedDirectory(path, group),
    makeStateDirectory,
    makeLog: (path) => makeLog(path, group),
    signal: (process, how) => signalAs(run, process, how),
    runFiles: (paths, logger) => {
      const mayUse = async (path: string, access: RunFileAccess): Promise<boolean> =>
        (await run(['/bin/sh', '-c', `test ${access === 'read' ? '-r' : '-w'} "$1"`, 'sh', path]))
          .code === 0
      const adopt = async (folder: string): Promise<void> => {
        const result = await run(['/bin/sh', '-c', ADOPT, 'sh', folder])
        if (result.code === 0) return
        throw new GuesthouseError('FILE_WRITE_FAILED', { path: folder }, describeEnd(result))
      }
      return new HandOver({ paths, allowed, logger, receiver: { name, group, mayUse, adopt } })
    },
  }
}

interface Numbers {
  readonly uid: number
  readonly group: number
  readonly groups: readonly number[]
}

/** By id(1), which asks all that the system's accounts are kept in. */
async function lookUp(name: string, env: NodeJS.ProcessEnv): Promise<Numbers> {
  const id = await findProgram({ names: ['id'], env })
  if (id === null) throw new GuesthouseError('ACCOUNT_MISSING', { account: name }, 'there is no id')
  const ask = async (what: string): Promise<number[]> => {
    const args = [what, '--', name]
    const result = await runProgram({ file: id, args, env, timeoutMs: ANSWER_MS })
    if (result.code !== 0) {
      throw new GuesthouseError('ACCOUNT_MISSING', { account: name }, describeEnd(result))
    }
    return result.stdout.trim().split(' ').map(Number)
  }
  const [[uid = -1], [group = -1], groups] = await Promise.all([ask('-u'), ask('-g'), ask('-G')])
  return { uid, group, groups }
}

/**
 * With its capabilities, which it changes the account with. The limit is kept by a program of that
 * account: we may send it no signals.
 */
async function runAs(
  prefix: readonly string[],
  words: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<ProgramResult> {
  const limit = ['timeout', '-s', 'KILL', String(ANSWER_MS / 1000)]
  const [file = '', ...args] = [...prefix, ...limit, ...words]
  return runProgram({ file, args, env, timeoutMs: ANSWER_MS, shedsItself: true })
}

async function requireSwitch(
  run: (words: readonly string[]) => Promise<ProgramResult>,
  uid: number,
): Promise<void> {
  const result = await run(['/bin/sh', '-c', 'id -u'])
  if (result.code === 0 && result.stdout.trim() === String(uid)) return
  const params = { feature: 'separate-qemu-account', capability: 'CAP_SETUID, CAP_SETGID' }
  throw new GuesthouseError('CAPABILITY_MISSING', params, describeEnd(result))
}

/**
 * As the account that the process belongs to, which needs no CAP_KILL (kill(2)), and reaches no other
 * account's process should the number be another's by then.
 */
async function signalAs(
  run: (words: readonly string[]) => Promise<ProgramResult>,
  identity: ProcessIdentity,
  how: NodeJS.Signals,
): Promise<boolean> {
  if (!isAlive(identity)) return false
  const owner = await stat(`/proc/${identity.pid}`).catch(() => null)
  // From before the account was a separate one.
  if (owner?.uid === process.getuid?.()) return signal(identity, how)
  const words = ['/bin/sh', '-c', 'kill -s "$1" "$2"', 'sh', how.slice(3), String(identity.pid)]
  return (await run(words)).code === 0
}

/** The account passes through the directory to its logs, and can neither list nor change it. */
async function openToGroup(path: string, group: number): Promise<void> {
  const { gid, mode } = await stat(path)
  const now = { group: gid, mode: mode & 0o7777 }
  if (!canPass(group, now)) await setPermissions(path, now, passable(group, now))
}

async function makeLog(path: string, group: number): Promise<void> {
  const log = await open(path, 'a', 0o600)
  try {
    await log.chown((await log.stat()).uid, group)
    await log.chmod(0o660)
  } finally {
    await log.close()
  }
}
