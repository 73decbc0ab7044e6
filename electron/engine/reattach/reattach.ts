import { access, rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../../platform/logger.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import { commandLineOf, identify, isAlive, listProcesses } from '../../platform/process-identity.ts'
import type { Guest } from '../guest/guest.ts'
import { adoptProcess } from '../process/qemu-process.ts'
import { connectQmp } from '../qmp/index.ts'
import { readRunRecord, type RunRecord } from '../store/run-file.ts'

/** QEMU greets at once; one that does not is wedged, or somebody else holds its QMP. */
const GREETING_TIMEOUT_MS = 3_000
/** A QEMU that is well answers within 5 ms of being asked. */
const PROMPT_ANSWER_MS = 300

/**
 * Finds the QEMU of a guest that an earlier engine started, and puts the guest into the state that
 * it is in. The record beside the sockets says which process it was; a process is only taken for
 * the guest's when its start time fits and its arguments hold the guest's uuid. Without a usable
 * record the processes of this user are searched for the uuid.
 */
export async function reattach(
  guest: Guest,
  findByUuid: (uuid: string) => Promise<number | null>,
  logger: Logger,
): Promise<void> {
  const { paths, config } = guest
  const record = await readRunRecord(paths.runFile)
  if (
    record !== null &&
    isAlive(record.process) &&
    (await isGuest(record.process.pid, config.id))
  ) {
    await adopt(guest, record, logger)
    return
  }
  const pid = await findByUuid(config.id)
  const identity = pid === null ? null : identify(pid)
  if (identity !== null) {
    logger.warn('a QEMU without a record was found', { guest: config.id, pid })
    const found = { run: config.id, process: identity, startedAt: Date.now() }
    await adopt(guest, { ...found, accelerator: 'tcg', acceleratorReason: 'asked-for' }, logger)
    return
  }
  if (record !== null) guest.foundEnded(!(await hasPidFile(paths)))
  await rm(paths.runtimeDir, { recursive: true, force: true })
}

/** Waits for QEMU's answer, but not for one that is slow: the list of guests waits for this. */
async function adopt(guest: Guest, record: RunRecord, logger: Logger): Promise<void> {
  guest.adopt(record, adoptProcess(record.process))
  const connected = connectQmp({
    path: guest.paths.qmpSocket,
    greetingTimeoutMs: GREETING_TIMEOUT_MS,
  })
    .then((qmp) => guest.answered(qmp))
    .catch((error: unknown) => {
      logger.warn('a running QEMU does not answer', { guest: guest.config.id, error })
      guest.unanswered()
    })
  const timer = new AbortController()
  await Promise.race([connected, delay(PROMPT_ANSWER_MS, null, { signal: timer.signal })]).catch(
    () => {},
  )
  timer.abort()
}

async function isGuest(pid: number, uuid: string): Promise<boolean> {
  return runsGuest(await commandLineOf(pid), uuid)
}

/** Whether the arguments are those of our QEMU for the guest: `-uuid` followed by its id. */
export function runsGuest(argv: readonly string[], uuid: string): boolean {
  const at = argv.indexOf('-uuid')
  return at > 0 && argv[at + 1] === uuid && argv.includes('-pidfile')
}

/** QEMU removes its pid file when it ends in order; one that is left tells of a crash. */
const hasPidFile = (paths: GuestPaths): Promise<boolean> =>
  access(paths.pidFile).then(
    () => true,
    () => false,
  )

/** Searches the running processes once, however many guests ask. */
export function uuidFinder(): (uuid: string) => Promise<number | null> {
  let listed: ReturnType<typeof listProcesses> | undefined
  return async (uuid) => {
    listed ??= listProcesses()
    return (await listed).find(({ argv }) => runsGuest(argv, uuid))?.pid ?? null
  }
}
