import { readdir, rmdir } from 'node:fs/promises'
import { QmpCommandError } from '../../qmp/errors.ts'
import type { QmpClient } from '../../qmp/index.ts'
import { awaitListening } from './listening.ts'
import { type Member, parsePorts, portIds, type SwitchPort } from './ports.ts'
import { endSwitchProcess, findSwitch, openSwitch, type SwitchContext } from './switch-process.ts'

/** A guest's QEMU opens its sockets within 100 ms; one that swaps needs seconds. */
const LISTEN_TIMEOUT_MS = 60_000

/** What is under way on each network's switch, by its socket: a QMP socket takes one client. */
const queues = new Map<string, Promise<unknown>>()

function inTurn<T>({ paths }: SwitchContext, network: string, task: () => Promise<T>): Promise<T> {
  const key = paths.networkSocket(network)
  const done = (queues.get(key) ?? Promise.resolve()).then(task)
  const settled = done.then(
    () => {},
    () => {},
  )
  queues.set(key, settled)
  void settled.then(() => {
    if (queues.get(key) === settled) queues.delete(key)
  })
  return done
}

/**
 * Connects a member to its network once its QEMU listens. The switch calls the guest and not the
 * other way round: a line that QEMU 7.2 accepts is written to with blocking, so one paused guest
 * would hold up the whole network, and a guest whose switch was killed could not come back.
 * Rejects with PRIVATE_NETWORK_FAILED, or the signal's reason.
 */
export async function joinNetwork(
  context: SwitchContext,
  member: Member,
  signal: AbortSignal,
): Promise<void> {
  const stop = new AbortController()
  const cancel = (): void => stop.abort(signal.reason)
  signal.addEventListener('abort', cancel)
  if (signal.aborted) cancel()
  const late = new Error('the guest does not take the connection')
  const timer = setTimeout(() => stop.abort(late), LISTEN_TIMEOUT_MS).unref()
  try {
    await awaitListening(member.socket, stop.signal)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', cancel)
  }
  await inTurn(context, member.network, async () => {
    const qmp = await openSwitch(context, member.network)
    try {
      await plug(qmp, member)
    } finally {
      qmp.close()
    }
  })
}

/** Takes a member off its network; the switch of a network without any is ended. */
export async function leaveNetwork(
  context: SwitchContext,
  member: Pick<Member, 'network' | 'guest' | 'nic'>,
): Promise<void> {
  await inTurn(context, member.network, async () => {
    const qmp = await findSwitch(context.paths, member.network)
    if (qmp === null) return
    const { port } = portIds(member)
    let rest: readonly SwitchPort[]
    try {
      const ports = await portsOf(qmp)
      const own = ports.filter((each) => each.port === port)
      for (const each of own) await unplug(qmp, each)
      rest = ports.filter((each) => !own.includes(each) && each.connected)
    } finally {
      qmp.close()
    }
    if (rest.length === 0) await end(context, member.network)
  })
}

/**
 * Makes the switches fit the guests that run: connects those that are not, drops the lines of those
 * that are gone, starts switches that were killed, and ends those that nobody needs. To be called
 * when the engine has found the guests that run. What fails is logged.
 */
export async function mendNetworks(
  context: SwitchContext,
  members: readonly Member[],
): Promise<void> {
  const running = await readdir(context.paths.networksDir).catch(() => [])
  const networks = new Set([...running, ...members.map(({ network }) => network)])
  await Promise.all(
    [...networks].map((network) =>
      inTurn(context, network, async () => {
        const wanted = members.filter((member) => member.network === network)
        if (wanted.length === 0) await end(context, network)
        else await fit(context, network, wanted)
      }).catch((error: unknown) => {
        context.logger.warn('a private network could not be mended', { network, error })
      }),
    ),
  )
}

async function fit(
  context: SwitchContext,
  network: string,
  wanted: readonly Member[],
): Promise<void> {
  const qmp = await openSwitch(context, network)
  try {
    const ports = await portsOf(qmp)
    const keep = new Set(wanted.map((member) => portIds(member).port))
    for (const each of ports) if (!keep.has(each.port)) await unplug(qmp, each)
    const connected = new Set(ports.filter((each) => each.connected).map(({ port }) => port))
    for (const member of wanted) {
      if (!connected.has(portIds(member).port)) await plug(qmp, member)
    }
  } finally {
    qmp.close()
  }
}

async function end(context: SwitchContext, network: string): Promise<void> {
  await endSwitchProcess(context, network)
  // Gone with the last network; another one may be in it.
  await rmdir(context.paths.networksDir).catch(() => {})
}

async function portsOf(qmp: QmpClient): Promise<SwitchPort[]> {
  const commandLine = { 'command-line': 'info network' }
  return parsePorts(await qmp.execute('human-monitor-command', commandLine))
}

async function plug(qmp: QmpClient, member: Member): Promise<void> {
  const { line, port } = portIds(member)
  // What an earlier run of the guest left behind: a line that is cut does not heal.
  await unplug(qmp, { line, port })
  const addr = { type: 'unix', path: member.socket }
  await qmp.execute('netdev_add', { type: 'stream', id: line, server: false, addr })
  try {
    await qmp.execute('netdev_add', { type: 'hubport', id: port, hubid: 0, netdev: line })
  } catch (error) {
    await qmp.execute('netdev_del', { id: line })
    throw error
  }
}

async function unplug(
  qmp: QmpClient,
  { line, port }: Pick<SwitchPort, 'line' | 'port'>,
): Promise<void> {
  for (const id of [line, port]) {
    if (id === null) continue
    await qmp.execute('netdev_del', { id }).catch((error: unknown) => {
      if (!isMissing(error)) throw error
    })
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error &&
  error.cause instanceof QmpCommandError &&
  error.cause.errorClass === 'DeviceNotFound'
