import { randomUUID } from 'node:crypto'
import { access, rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../../platform/logger.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import { commandLineOf, identify, isAlive, listProcesses } from '../../platform/process-identity.ts'
import type { Guest } from '../guest/guest.ts'
import { adoptProcess } from '../process/qemu-process.ts'
import { readRunRecord, type RunRecord } from '../store/run-file.ts'

/** A QEMU that is well answers within 5 ms of being asked. */
const PROMPT_ANSWER_MS = 300

/**
 * Finds the QEMU of a guest that an earlier engine started, and puts the guest into the state that
 * it is in. The record beside the sockets says which process it was; a process is only taken for
 * the guest's when its start time fits and its arguments hold the guest's uuid. Without a usable
 * record the processes of this user are searched for the uuid.
 */
export async function reattach(guest: Guest, find: FindGuest, logger: Logger): Promise<void> {
  const { paths, config } = guest
  const record = await readRunRecord(paths.runFile)
  if (record !== null && isAlive(record.process)) {
    const argv = await commandLineOf(record.process.pid)
    if (runsGuest(argv, config.id, paths.pidFile)) {
      await adopt(guest, record)
      return
    }
  }
  const pid = await find(config.id, paths.pidFile)
  const identity = pid === null ? null : identify(pid)
  if (identity !== null) {
    logger.warn('a QEMU without a record was found', { guest: config.id, pid })
    const found = { run: randomUUID(), process: identity, startedAt: Date.now() }
    // QEMU itself says which accelerator it is, as soon as it answers.
    await adopt(guest, { ...found, accelerator: 'tcg', acceleratorReason: 'unknown' })
    return
  }
  if (record !== null) guest.foundEnded(!(await hasPidFile(paths)))
  await rm(paths.runtimeDir, { recursive: true, force: true })
}

/** Waits for QEMU's answer, but not for one that is slow: the list of guests waits for this. */
async function adopt(guest: Guest, record: RunRecord): Promise<void> {
  const answered = guest.adopt(record, adoptProcess(record.process))
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

export type FindGuest = (uuid: string, pidFile: string) => Promise<number | null>

/** Searches this user's running processes once, however many guests ask. */
export function guestFinder(uid: number): FindGuest {
  let listed: ReturnType<typeof listProcesses> | undefined
  return async (uuid, pidFile) => {
    listed ??= listProcesses(uid)
    return (await listed).find(({ argv }) => runsGuest(argv, uuid, pidFile))?.pid ?? null
  }
}
