import { randomUUID } from 'node:crypto'
import { appendFile, rename, rm, stat } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { errorCode, readTail, writeError } from '../../platform/files.ts'
import { checkSocketPath } from '../../platform/paths.ts'
import { chooseAccelerator } from '../accel/index.ts'
import { filesMade, filesOfConfig, type GuestAccount } from '../account/index.ts'
import { connectWhenReady } from '../process/connect-when-ready.ts'
import { endHelpers } from '../process/end-helpers.ts'
import { type QemuProcess, spawnQemu, waitForEnd } from '../process/qemu-process.ts'
import { endProcess } from '../process/stop.ts'
import type { QmpClient } from '../qmp/index.ts'
import { type RunRecord, writeRunRecord } from '../store/run-file.ts'
import { DiedAtStart } from './died-at-start.ts'
import { cutLinks, cutNics } from './cut-links.ts'
import { Gathering } from './gathering.ts'
import { launchArguments } from './launch-arguments.ts'
import type { LaunchInput } from './launch-input.ts'
import { LeftRunning } from './left-running.ts'
import { makeOverlays } from './overlays.ts'
import { refuseSessionOnly } from './refuse-session-only.ts'
import { checkDisksAreFree, checkFiles, disksWithoutIoUring } from './preflight.ts'
import { afterFailure, type Attempt } from './retry.ts'
import type { StartPlan } from './start-plan.ts'

/** A host that is out of memory or disk may need long; one that needs longer has failed. */
export const START_TIMEOUT_MS = 30_000
/** Between the end of a process's sockets and its own the kernel frees its memory. */
const DEATH_MS = 2_000
/** How much of QEMU's own words goes into an error. */
const CAUSE_MAX_BYTES = 2_000

export interface Launched {
  readonly process: QemuProcess
  readonly gathering: Gathering
  readonly qmp: QmpClient
  readonly record: RunRecord
}

/**
 * From a stopped guest to a QEMU that answers on QMP. Where it fails nothing is left running.
 * Rejects with what checkFiles, the preparation and spawnQemu say, NO_SPACE or FILE_WRITE_FAILED,
 * QEMU_DIED_AT_START (the cause holds QEMU's words), QEMU_START_TIMEOUT, or the signal's reason; with
 * LeftRunning where QEMU cannot be ended.
 */
export async function launch(input: LaunchInput): Promise<Launched> {
  const { plan, acceleration, context } = input
  const choice = chooseAccelerator(plan.config.accelerator, acceleration)
  await makePlaces(input)
  const gathering = new Gathering(input)
  try {
    const { config, disposable = false } = plan
    const named = filesOfConfig(config, { disposable })
    const parts = [gathering.gather(), context.files.take(config.id, named)] as const
    // What either has done is then known, and can be taken back.
    await Promise.allSettled(parts)
    const [prepared] = await Promise.all(parts)
    const overlays = plan.disposable === true ? await makeOverlays(input) : {}
    const made = filesMade(config, { disposable, overlays, nvram: input.paths.nvram })
    await context.files.take(config.id, [...made, ...(plan.files ?? [])])
    const withoutIoUring = await disksWithoutIoUring(config)
    let attempt: Attempt = { ...choice, ...plan.processor, prepared }
    for (;;) {
      try {
        return await launchOnce(input, { attempt, overlays, withoutIoUring, gathering })
      } catch (error) {
        const next = error instanceof DiedAtStart ? afterFailure(attempt, error.stderr) : null
        if (next === null) throw error
        context.logger.warn('QEMU died at the start; trying again', { why: next.why })
        if (next.notice !== null) gathering.notices.push(next.notice)
        const again = await gathering.gatherAgain(next.attempt.prepared)
        attempt = { ...next.attempt, prepared: again }
      }
    }
  } catch (error) {
    gathering.failed(error)
    await endHelpers(gathering.recorded(), context)
    // A QEMU that cannot be ended has its devices open.
    if (!(error instanceof LeftRunning)) await gathering.giveBack()
    if (plan.failed === undefined || error instanceof LeftRunning) throw error
    throw await plan.failed(error)
  }
}

async function makePlaces({ plan, paths, context }: LaunchInput): Promise<void> {
  const { config } = plan
  const { account, files } = context
  refuseSessionOnly(config, account)
  // Before anything is read of them.
  await files.check(filesOfConfig(config, plan))
  await Promise.all([
    checkFiles(config),
    account.makeRuntimeDirectory(paths.runtimeDir),
    account.makeStateDirectory(paths.stateDir),
  ])
  for (const socket of [paths.qmpSocket, paths.vncSocket]) checkSocketPath(socket)
  for (const { id } of config.serials) checkSocketPath(paths.serialSocket(id))
  const logs = config.serials.map(({ id }) => paths.serialLog(id))
  await Promise.all([
    rotate(paths.qemuLog, paths.previousQemuLog),
    ...logs.map((log) => rotate(log, `${log}.1`)),
  ])
  await Promise.all(logs.map((log) => account.makeLog(log)))
}

async function rotate(path: string, previous: string): Promise<void> {
  await rename(path, previous).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw writeError(path, error)
  })
}

interface Step {
  readonly attempt: Attempt
  readonly overlays: Readonly<Record<string, string>>
  readonly withoutIoUring: ReadonlySet<string>
  readonly gathering: Gathering
}

async function launchOnce(input: LaunchInput, step: Step): Promise<Launched> {
  const { plan, paths, qemu, signal } = input
  const { account, env, logger } = input.context
  signal.throwIfAborted()
  // A stale socket would be taken for QEMU's.
  await rm(paths.qmpSocket, { force: true })
  const { attempt, overlays, withoutIoUring } = step
  const { resources } = attempt.prepared
  const argv = launchArguments(input, { ...attempt, resources, overlays, withoutIoUring })
  const line = `${new Date().toISOString()} ${qemu.path} ${quote(argv)}\n`
  await appendFile(paths.qemuLog, line).catch((error: unknown) => {
    throw writeError(paths.qemuLog, error)
  })
  const { size: logStart } = await stat(paths.qemuLog)
  await input.ready()
  signal.throwIfAborted()
  const startedAt = Date.now()
  const { inherit } = plan
  const { path } = qemu
  const qemuProcess = await spawnQemu({ path, argv, logPath: paths.qemuLog, env, inherit, account })
  input.spawned(qemuProcess)
  const record = newRecord(plan, step, { process: qemuProcess.identity, startedAt })
  const recorded = writeRunRecord(paths.runFile, record).catch((error: unknown) => {
    // A later engine then finds the process by its uuid.
    logger.warn('the record of the run could not be written', { error })
  })
  // What another account's process has open is told to nobody else: its own locks would be taken for
  // those of a stranger. There the search has to wait until it is gone.
  const { pid } = qemuProcess.identity
  const free = isOwn(account) ? checkDisksAreFree(plan.config, pid) : Promise.resolve()
  try {
    const cut = cutNics(plan.config, step.attempt.prepared.resources)
    const answered = answer(input, qemuProcess, logStart, cut)
    const [qmp] = await Promise.all([answered, free, recorded])
    return { process: qemuProcess, gathering: step.gathering, qmp, record }
  } catch (failure) {
    // A QEMU that died because a disk is in use says so less well than we do.
    const error = await free.then(
      () => failure,
      (inUse: unknown) => inUse,
    )
    const [gone] = await Promise.all([endProcess(qemuProcess, null, input.context), recorded])
    // Its record stays, by which a later engine finds it as well.
    if (!gone) throw new LeftRunning(qemuProcess, record, error)
    await rm(paths.runFile, { force: true })
    await account.makeRuntimeDirectory(paths.runtimeDir)
    if (!isOwn(account) && error instanceof DiedAtStart) await checkDisksAreFree(plan.config)
    throw error
  }
}

/** Whether guests run as we do. */
const isOwn = ({ uid }: GuestAccount): boolean => uid === process.getuid?.()

function newRecord(
  plan: StartPlan,
  { attempt, gathering }: Step,
  { process, startedAt }: Pick<RunRecord, 'process' | 'startedAt'>,
): RunRecord {
  const { prepared } = attempt
  return {
    ...{ run: randomUUID(), process, startedAt, config: plan.config },
    ...{ accelerator: attempt.accelerator, acceleratorReason: attempt.reason, cpu: attempt.cpu },
    ...{ helpers: gathering.recorded(), notices: [...gathering.notices], scope: null },
    ...{ sound: prepared.sound, connections: { ...prepared.connections } },
    disposable: plan.disposable ?? false,
  }
}

/** What is to be done before the guest's first instruction; it then runs unless the plan waits. */
async function begin(
  qmp: QmpClient,
  plan: StartPlan,
  cut: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  await cutLinks(qmp, cut)
  await plan.answered?.(qmp, signal)
  if (cut.length > 0 && plan.paused !== true) await qmp.execute('cont')
}

/** The first of: QMP answers and the plan is content, QEMU ends, the time is over, it is cancelled. */
async function answer(
  input: LaunchInput,
  qemu: QemuProcess,
  logStart: number,
  cut: readonly string[],
): Promise<QmpClient> {
  const { paths, plan } = input
  const controller = new AbortController()
  const cancel = (): void => controller.abort(input.signal.reason)
  input.signal.addEventListener('abort', cancel)
  // It may have been cancelled while QEMU was being spawned.
  if (input.signal.aborted) cancel()
  const timer = setTimeout(() => {
    const seconds = START_TIMEOUT_MS / 1_000
    controller.abort(new GuesthouseError('QEMU_START_TIMEOUT', { seconds }))
  }, START_TIMEOUT_MS)
  const died = qemu.ended.then(async ({ code, signal }) => {
    const stderr = await ownWords(paths.qemuLog, logStart)
    const how = signal === null ? `exit status ${code}` : `ended by ${signal}`
    const error = new DiedAtStart(stderr, how)
    controller.abort(error)
    throw error
  })
  died.catch(() => {})
  try {
    const connecting = connectWhenReady(paths.qmpSocket, START_TIMEOUT_MS, controller.signal)
    const connected = connecting.catch(async (error: unknown) => {
      // A QEMU that dies closes its sockets first, and its own words say more than that.
      if (!controller.signal.aborted && (await waitForEnd(qemu, DEATH_MS))) await died
      throw error
    })
    const qmp = await Promise.race([connected, died])
    clearTimeout(timer)
    await Promise.race([begin(qmp, plan, cut, controller.signal), died]).catch((error: unknown) => {
      qmp.close()
      throw error
    })
    return qmp
  } finally {
    clearTimeout(timer)
    input.signal.removeEventListener('abort', cancel)
  }
}

/** What QEMU printed after its command line, which ends at `start` in the log: the last part. */
async function ownWords(log: string, start: number): Promise<string> {
  const { size } = await stat(log)
  const { text } = await readTail(log, Math.min(CAUSE_MAX_BYTES, Math.max(0, size - start)))
  return text.trim()
}

/** For a person who copies the line from the log into a shell: quoted where a shell needs it. */
const quote = (argv: readonly string[]): string =>
  argv
    .map((argument) => {
      if (/^[\w@%+=:,./-]+$/.test(argument)) return argument
      return `'${argument.replaceAll("'", `'\\''`)}'`
    })
    .join(' ')
