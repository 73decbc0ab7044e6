import { randomUUID } from 'node:crypto'
import { appendFile, rename, rm, stat } from 'node:fs/promises'
import type { Acceleration } from '../../../shared/domain/guest.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { errorCode, makeDirectory, makePrivateDirectory, readTail } from '../../platform/files.ts'
import type { Logger } from '../../platform/logger.ts'
import { checkSocketPath, type GuestPaths } from '../../platform/paths.ts'
import { chooseAccelerator, nextCpuAfterFailure } from '../accel/index.ts'
import type { QemuCapabilities } from '../capabilities/index.ts'
import { buildCommandLine } from '../command-line/build.ts'
import { connectWhenReady } from '../process/connect-when-ready.ts'
import { type QemuProcess, spawnQemu } from '../process/qemu-process.ts'
import { endProcess } from '../process/stop.ts'
import type { QmpClient } from '../qmp/index.ts'
import { type RunRecord, writeRunRecord } from '../store/run-file.ts'
import { checkDisksAreFree, checkFiles } from './preflight.ts'

/** A host that is out of memory or disk may need long; one that needs longer has failed. */
export const START_TIMEOUT_MS = 30_000
/** How much of QEMU's own words goes into an error. */
const CAUSE_MAX_BYTES = 2_000

export interface LaunchInput {
  readonly config: GuestConfig
  readonly paths: GuestPaths
  readonly qemu: QemuCapabilities
  readonly acceleration: Acceleration
  readonly uid: number
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
  readonly signal: AbortSignal
}

export interface Launched {
  readonly process: QemuProcess
  readonly qmp: QmpClient
  readonly record: RunRecord
}

/** QEMU ended by itself while it was starting. */
class DiedAtStart extends GuesthouseError {
  readonly stderr: string
  constructor(stderr: string, how: string) {
    super('QEMU_DIED_AT_START', {}, stderr.trim() || how)
    this.stderr = stderr
  }
}

/**
 * From a stopped guest to a QEMU that answers on QMP. Where it fails nothing is left running.
 * Rejects with what checkFiles and spawnQemu say, QEMU_DIED_AT_START (the cause holds QEMU's
 * words), QEMU_START_TIMEOUT, or the signal's reason.
 */
export async function launch(input: LaunchInput): Promise<Launched> {
  const choice = chooseAccelerator(input.config.accelerator, input.acceleration)
  await prepare(input)
  let { cpu } = choice
  for (;;) {
    try {
      return await launchOnce(input, { ...choice, cpu })
    } catch (error) {
      // A CPU feature that KVM cannot give kills QEMU: do without that feature.
      const next =
        error instanceof DiedAtStart && choice.accelerator === 'kvm'
          ? nextCpuAfterFailure(cpu, error.stderr)
          : null
      if (next === null) throw error
      input.logger.warn('QEMU died of a CPU feature; starting without it', { cpu, next })
      cpu = next
    }
  }
}

async function prepare({ config, paths, uid }: LaunchInput): Promise<void> {
  await Promise.all([
    checkFiles(config),
    makePrivateDirectory(paths.runtimeDir, uid),
    makeDirectory(paths.stateDir),
  ])
  for (const socket of [paths.qmpSocket, paths.vncSocket]) checkSocketPath(socket)
  for (const { id } of config.serials) checkSocketPath(paths.serialSocket(id))
  const logs = config.serials.map(({ id }) => paths.serialLog(id))
  await Promise.all([
    rotate(paths.qemuLog, paths.previousQemuLog),
    ...logs.map((log) => rotate(log, `${log}.1`)),
  ])
}

async function rotate(path: string, previous: string): Promise<void> {
  await rename(path, previous).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error
  })
}

type Choice = ReturnType<typeof chooseAccelerator>

async function launchOnce(input: LaunchInput, choice: Choice): Promise<Launched> {
  const { config, paths, qemu, logger } = input
  input.signal.throwIfAborted()
  // A stale socket would be taken for QEMU's.
  await rm(paths.qmpSocket, { force: true })
  const argv = buildCommandLine({
    config,
    accelerator: choice.accelerator,
    cpu: choice.cpu,
    deviceTypes: new Set(qemu.deviceTypes),
    files: paths,
  })
  await appendFile(paths.qemuLog, `${new Date().toISOString()} ${qemu.path} ${quote(argv)}\n`)
  const { size: logStart } = await stat(paths.qemuLog)
  const startedAt = Date.now()
  const qemuProcess = await spawnQemu({
    path: qemu.path,
    argv,
    logPath: paths.qemuLog,
    env: input.env,
  })
  const record: RunRecord = {
    run: randomUUID(),
    process: qemuProcess.identity,
    startedAt,
    accelerator: choice.accelerator,
    acceleratorReason: choice.reason,
  }
  const recorded = writeRunRecord(paths.runFile, record).catch((error: unknown) => {
    // A later engine then finds the process by its uuid.
    logger.warn('the record of the run could not be written', { error })
  })
  const free = checkDisksAreFree(config, qemuProcess.identity.pid)
  try {
    const [qmp] = await Promise.all([answer(input, qemuProcess, logStart), free, recorded])
    return { process: qemuProcess, qmp, record }
  } catch (failure) {
    // A QEMU that died because a disk is in use says so less well than we do.
    const error = await free.then(
      () => failure,
      (inUse: unknown) => inUse,
    )
    await Promise.all([endProcess(qemuProcess, null, logger), recorded])
    await rm(paths.runtimeDir, { recursive: true, force: true })
    await makePrivateDirectory(paths.runtimeDir, input.uid)
    throw error
  }
}

/** The first of: QMP answers, QEMU ends, the time is over, the start is cancelled. */
async function answer(input: LaunchInput, qemu: QemuProcess, logStart: number): Promise<QmpClient> {
  const { paths } = input
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
    const error = new DiedAtStart(
      stderr,
      signal === null ? `exit status ${code}` : `ended by ${signal}`,
    )
    controller.abort(error)
    throw error
  })
  try {
    return await Promise.race([
      connectWhenReady(paths.qmpSocket, START_TIMEOUT_MS, controller.signal),
      died,
    ])
  } finally {
    clearTimeout(timer)
    input.signal.removeEventListener('abort', cancel)
    died.catch(() => {})
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
