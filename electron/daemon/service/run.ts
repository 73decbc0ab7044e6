import { userInfo } from 'node:os'
import { join } from 'node:path'
import { DAEMON_BUS_NAME } from '../../../shared/domain/daemon.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { BUS, type Bus, BusError, Callers, connectBus, systemBusSocket } from '../../dbus/index.ts'
import { type Engine, openEngine } from '../../engine/index.ts'
import { guestAccount } from './guest-account.ts'
import type { Logger } from '../../platform/logger.ts'
import { type Paths, systemBasesOf, systemPaths } from '../../platform/paths.ts'
import { Service, type ServiceOptions } from './service.ts'
import type { ServiceConfig, ServiceGate } from './surroundings.ts'
import { openTaps, type Taps } from './taps.ts'

/** D-Bus specification, "RequestName": not to wait for the name, and that we have it. */
const DO_NOT_QUEUE = 4
const PRIMARY_OWNER = 1

export interface DaemonOptions {
  readonly config: ServiceConfig
  readonly gate: ServiceGate
  readonly logger: Logger
  /** What the daemon says of itself; capabilities as "CAP_SETUID". */
  readonly facts: { readonly version: string; readonly capabilities: readonly string[] }
  readonly env?: NodeJS.ProcessEnv
  /** Of the network service; where that is by default, if left out. */
  readonly controlSocket?: string
}

/**
 * Serves the guests of this computer until it is told to end (SIGTERM, SIGINT); guests that run go on.
 * Rejects with BUS_UNAVAILABLE, BUS_NAME_TAKEN, BUS_LOST, or as guestAccount and openEngine do.
 */
export async function runDaemon(options: DaemonOptions): Promise<void> {
  const { config, gate, logger, env = process.env, controlSocket } = options
  const ending = untilTold(logger)
  const paths = systemPaths(systemBasesOf(env))
  const account = await guestAccount({ config, gate, env, paths })
  let service: Service | null = null
  let presence: Callers | null = null
  let lost: (error: GuesthouseError) => void = () => {}
  const lostBus = new Promise<never>((_, reject) => {
    lost = reject
  })
  // It may be lost while nobody waits for that yet.
  lostBus.catch(() => {})
  const bus = await joinBus(env, {
    logger,
    onCall: (message) => service?.receive(message),
    onSignal: (message) => {
      presence?.signal(message)
      service?.signal(message)
    },
    onLost: (reason) => lost(new GuesthouseError('BUS_LOST', { reason })),
  })
  let engine: Engine | null = null
  let taps: Taps | null = null
  try {
    presence = new Callers(bus.call.bind(bus))
    await presence.watch()
    const holder = { uniqueName: bus.uniqueName, uid: account.uid }
    taps = await openTaps({ gate, presence, holder, paths, logger, controlSocket })
    const { engineTaps } = taps
    const provider = engineTaps === null ? {} : { taps: engineTaps }
    const opened = await openEngine({ env, logger, paths, account, ...provider })
    engine = opened
    const { methods: extend } = taps
    const serving = serviceOptions(options, { paths, qemuAccount: account.name })
    service = await Service.open({ ...serving, bus, engine: opened, extend })
    await ownName(bus)
    logger.info('ready', { name: DAEMON_BUS_NAME, guests: opened.list().length })
    if (gate.allows('autostart')) void autostart(opened, logger)
    await Promise.race([ending.told, lostBus])
  } finally {
    ending.stop()
    service?.close()
    await engine?.close()
    await taps?.close()
    bus.close()
  }
}

function serviceOptions(
  { config, gate, logger, facts }: DaemonOptions,
  { paths, qemuAccount }: { readonly paths: Paths; readonly qemuAccount: string },
): Omit<ServiceOptions, 'bus' | 'engine'> {
  const { username: account } = userInfo()
  return {
    ...{ config, gate, logger },
    facts: { ...facts, account, qemuAccount },
    places: {
      accessFile: (id) => paths.guest(id).accessFile,
      socketsDir: join(paths.runtimeDir, 'consoles'),
      uploadsDir: join(paths.dataDir, 'uploads'),
    },
  }
}

async function joinBus(
  env: NodeJS.ProcessEnv,
  options: Omit<Parameters<typeof connectBus>[0], 'socket'>,
): Promise<Bus> {
  const socket = systemBusSocket(env)
  if (socket === null) {
    const reason = 'DBUS_SYSTEM_BUS_ADDRESS names no socket'
    throw new GuesthouseError('BUS_UNAVAILABLE', { reason })
  }
  return connectBus({ ...options, socket }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new GuesthouseError('BUS_UNAVAILABLE', { reason }, error)
  })
}

async function ownName(bus: Bus): Promise<void> {
  const name = DAEMON_BUS_NAME
  const body = [name, DO_NOT_QUEUE]
  try {
    const [reply] = await bus.call({ ...BUS, member: 'RequestName', signature: 'su', body })
    if (reply === PRIMARY_OWNER) return
  } catch (error) {
    if (error instanceof BusError && error.kind !== 'refused') throw error
    throw new GuesthouseError('BUS_NAME_TAKEN', { name }, error)
  }
  throw new GuesthouseError('BUS_NAME_TAKEN', { name })
}

async function autostart(engine: Engine, logger: Logger): Promise<void> {
  try {
    const results = await engine.autostart()
    const failed = results.filter(({ ok }) => !ok)
    if (failed.length > 0) logger.warn('machines were not started', { failed })
  } catch (error) {
    logger.error('machines could not be started', { error })
  }
}

/** Resolves when the process is told to end. */
function untilTold(logger: Logger): { readonly told: Promise<void>; readonly stop: () => void } {
  const signals = ['SIGTERM', 'SIGINT'] as const
  let tell = (): void => {}
  const told = new Promise<void>((resolve) => {
    tell = resolve
  })
  const listener = (signal: NodeJS.Signals): void => {
    logger.info('told to end', { signal })
    tell()
  }
  for (const signal of signals) process.on(signal, listener)
  return {
    told,
    stop: () => {
      for (const signal of signals) process.off(signal, listener)
    },
  }
}
