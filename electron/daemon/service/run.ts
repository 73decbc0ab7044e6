import { userInfo } from 'node:os'
import { join } from 'node:path'
import { DAEMON_BUS_NAME } from '../../../shared/domain/daemon.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { BUS, type Bus, BusError, connectBus, systemBusSocket } from '../../dbus/index.ts'
import { type Engine, openEngine } from '../../engine/index.ts'
import type { Logger } from '../../platform/logger.ts'
import { resolvePaths } from '../../platform/paths.ts'
import type { ManagerFacts } from './objects/manager-object.ts'
import { Service, type ServiceOptions } from './service.ts'
import type { ServiceConfig, ServiceGate, ServicePlaces } from './surroundings.ts'

/** D-Bus specification, "RequestName": not to wait for the name, and that we have it. */
const DO_NOT_QUEUE = 4
const PRIMARY_OWNER = 1

export interface DaemonOptions {
  readonly config: ServiceConfig
  readonly gate: ServiceGate
  readonly logger: Logger
  readonly facts: Pick<ManagerFacts, 'version' | 'capabilities'>
  readonly env?: NodeJS.ProcessEnv
  /** Below the paths of `env`, if left out. */
  readonly places?: Partial<ServicePlaces>
  readonly extend?: ServiceOptions['extend']
}

/**
 * Serves the guests of this computer until it is told to end (SIGTERM, SIGINT); guests that run go on.
 * Rejects with BUS_UNAVAILABLE, BUS_NAME_TAKEN, BUS_LOST, or as openEngine does.
 */
export async function runDaemon(options: DaemonOptions): Promise<void> {
  const { gate, logger, env = process.env } = options
  const ending = untilTold(logger)
  let service: Service | null = null
  let lost: (error: GuesthouseError) => void = () => {}
  const lostBus = new Promise<never>((_, reject) => {
    lost = reject
  })
  // It may be lost while nobody waits for that yet.
  lostBus.catch(() => {})
  const bus = await joinBus(env, {
    logger,
    onCall: (message) => service?.receive(message),
    onSignal: (message) => service?.signal(message),
    onLost: (reason) => lost(new GuesthouseError('BUS_LOST', { reason })),
  })
  let engine: Engine | null = null
  try {
    const opened = await openEngine({ env, logger })
    engine = opened
    service = await Service.open({ ...serviceOptions(options, env), bus, engine: opened })
    await ownName(bus)
    logger.info('ready', { name: DAEMON_BUS_NAME, guests: opened.list().length })
    if (gate.allows('autostart')) void autostart(opened, logger)
    await Promise.race([ending.told, lostBus])
  } finally {
    ending.stop()
    service?.close()
    await engine?.close()
    bus.close()
  }
}

function serviceOptions(
  { config, gate, logger, facts, places, extend }: DaemonOptions,
  env: NodeJS.ProcessEnv,
): Omit<ServiceOptions, 'bus' | 'engine'> {
  const paths = resolvePaths(env)
  const account = userInfo().username
  return {
    ...{ config, gate, logger },
    ...(extend === undefined ? {} : { extend }),
    facts: { ...facts, account, qemuAccount: account },
    places: {
      accessFile: (id) => paths.guest(id).accessFile,
      socketsDir: join(paths.runtimeDir, 'consoles'),
      uploadsDir: join(paths.dataDir, 'uploads'),
      ...places,
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
