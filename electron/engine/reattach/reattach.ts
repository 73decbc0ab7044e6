import { randomUUID } from 'node:crypto'
import { access } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../../platform/logger.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import {
  commandLineOf,
  identify,
  isAlive,
  listProcesses,
  type ProcessIdentity,
} from '../../platform/process-identity.ts'
import type { GuestAccount, RunFiles } from '../account/index.ts'
import type { Guest } from '../guest/guest.ts'
import { removeRunFiles } from '../guest/run-files.ts'
import { claimTaps, releaseTaps, type TapProvider } from '../network/index.ts'
import { keepPicture } from '../pictures/index.ts'
import { endHelpers } from '../process/end-helpers.ts'
import { helperPrograms } from '../process/helper-process.ts'
import { adoptProcess } from '../process/qemu-process.ts'
import { mendAdopted, mendSavedState } from '../saving/index.ts'
import { mendAdoptedSnapshots } from '../snapshots/mend-adopted.ts'
import { readRunRecord, type RunRecord } from '../store/run-file.ts'
import { tpmInTheMaking } from '../tpm/index.ts'

/** A QEMU that is well answers within 5 ms of being asked. */
const PROMPT_ANSWER_MS = 300

export interface ReattachOptions {
  readonly find: FindGuest
  readonly logger: Logger
  readonly account: GuestAccount
  readonly files: RunFiles
  /** Whether a run may have left files (hasTraces); its processes are looked for in any case. */
  readonly traces: boolean
  readonly taps: TapProvider | null
}

/**
 * Finds the QEMU of a guest that an earlier engine started, and puts the guest into the state that
 * it is in. The record beside the sockets says which process it was; a process is only taken for
 * the guest's when its start time fits and its arguments hold the guest's uuid. Without a usable
 * record the processes of this user are searched for the uuid.
 */
export async function reattach(guest: Guest, options: ReattachOptions): Promise<void> {
  const { find, logger, traces, taps } = options
  const { paths, config } = guest
  const record = traces ? await readRunRecord(paths.runFile) : null
  if (record !== null && isAlive(record.process)) {
    const argv = await commandLineOf(record.process.pid)
    if (runsGuest(argv, config.id, paths.pidFile)) {
      // The list of guests does not wait for the daemon.
      void claimTaps(taps, record.connections, logger)
      await adopt(guest, record, logger)
      return
    }
  }
  const { qemu, helpers } = await findRunning(find, config.id, paths)
  if (qemu !== null) {
    logger.warn('a QEMU without a record was found', { guest: config.id, pid: qemu.pid })
    await adopt(guest, unknownRun(qemu, config, helpers), logger)
    return
  }
  if (record !== null) void releaseTaps(taps, record.connections, logger)
  if (!traces) return endHelpers(helpers, options)
  await mendSavedState(paths, logger)
  guest.foundWithoutProcess(record !== null && (await hasPidFile(paths)))
  await endHelpers(helpers, options)
  await options.files.giveBack(config.id)
  // Who wants none has it removed as soon as all guests are there (Pictures.setKept).
  await keepPicture(paths, () => true)
  await removeRunFiles(paths, config)
}

/** What runs for a guest, by its arguments alone. */
export async function findRunning(
  find: FindGuest,
  id: string,
  paths: GuestPaths,
): Promise<{
  readonly qemu: ProcessIdentity | null
  readonly helpers: RunRecord['helpers']
}> {
  const { qemu, others } = await find(id, paths)
  const alive = others.map((pid) => identify(pid)).filter((process) => process !== null)
  const helpers = alive.map((process) => ({ name: String(process.pid), process }))
  return { qemu: qemu === null ? null : identify(qemu), helpers }
}

/** QEMU itself says which accelerator it is, as soon as it answers; the rest nobody knows. */
const unknownRun = (
  process: ProcessIdentity,
  config: GuestConfig,
  helpers: RunRecord['helpers'],
): RunRecord => ({
  ...{ run: randomUUID(), process, startedAt: Date.now(), config, helpers },
  ...{ accelerator: 'tcg', acceleratorReason: 'unknown', cpu: null },
  ...{ sound: null, connections: {}, notices: [], disposable: false, scope: null },
})

/** Waits for QEMU's answer, but not for one that is slow: the list of guests waits for this. */
async function adopt(guest: Guest, record: RunRecord, logger: Logger): Promise<void> {
  const answered = guest
    .adopt(record, adoptProcess(record.process))
    .then(() => mendAdopted(guest, logger))
    .then(() => mendAdoptedSnapshots(guest, logger))
  const timer = new AbortController()
  const late = delay(PROMPT_ANSWER_MS, null, { signal: timer.signal }).catch(() => {})
  await Promise.race([answered, late])
  timer.abort()
}

/**
 * Whether the arguments are those of our QEMU for the guest: its uuid alone may be in a copy of the
 * home, or in the arguments of a program that only names it.
 */
function runsGuest(argv: readonly string[], uuid: string, pidFile: string): boolean {
  const value = (option: string): string | undefined => argv[argv.indexOf(option) + 1]
  return argv.includes('-uuid') && value('-uuid') === uuid && value('-pidfile') === pidFile
}

/** QEMU removes its pid file when it ends in order; one that is left tells of a crash. */
const hasPidFile = (paths: GuestPaths): Promise<boolean> =>
  access(paths.pidFile).then(
    () => true,
    () => false,
  )

/** The QEMU of a guest, and other programs that were started for it. */
export type FindGuest = (
  uuid: string,
  paths: GuestPaths,
) => Promise<{ readonly qemu: number | null; readonly others: readonly number[] }>

/** Searches these users' running processes once, however many guests ask. */
export function guestFinder(uids: readonly number[]): FindGuest {
  let listed: ReturnType<typeof listCandidates> | undefined
  return async (uuid, paths) => {
    listed ??= listCandidates(uids)
    const { guests, helpers } = await listed
    const qemu = guests.find(({ argv }) => runsGuest(argv, uuid, paths.pidFile))?.pid ?? null
    const ours = helpers.filter(({ pid, argv }) => pid !== qemu && isHelper(argv, paths))
    return { qemu, others: ours.map(({ pid }) => pid) }
  }
}

/** The few processes that can be a guest's QEMU or helper, among all of the user's. */
async function listCandidates(uids: readonly number[]) {
  const processes = await listProcesses(uids)
  const others = processes.filter(({ pid }) => pid !== process.pid)
  return {
    guests: others.filter(({ argv }) => argv.includes('-uuid')),
    helpers: others.filter(({ argv }) => helperPrograms.has(basename(argv[0] ?? ''))),
  }
}

/**
 * A helper is told by its program, and by the file of the guest that it was given: a socket, e.g.
 * "--socket-path=/run/…/h-share0", or, where the runtime directory is forbidden to passt, one in the
 * guest's state directory. A person may have either file open in a program of theirs. The swtpm that
 * makes a TPM outlives the swtpm_setup that has started it, where that is killed.
 */
function isHelper(argv: readonly string[], { runtimeDir, stateDir, tpmDir }: GuestPaths): boolean {
  const given = [`${runtimeDir}/h-`, tpmInTheMaking(tpmDir)]
  return argv.some(
    (argument) =>
      given.some((path) => argument.includes(path)) || argument.startsWith(`${stateDir}/`),
  )
}
