import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { NicConfig } from '../../../shared/domain/guest-config.ts'
import { uplinkIds, type UplinkName, uplinkNames, uplinkNetdevs } from '../command-line/index.ts'
import type { NicBackend } from '../preparation/resources.ts'
import type { QmpClient } from '../qmp/index.ts'

/** ms; QEMU connects to a socket that listens within one or two. */
const CONNECT_MS = 5_000

/** linux/net.h */
const SS_CONNECTED = 3

/** An uplink of a NIC's hub. */
export interface Uplink {
  readonly name: UplinkName
  /** False where its port is left alone. */
  readonly hasLine: boolean
  /** Whether the other end of the line has been reached; true of libslirp. */
  readonly isConnected: boolean
}

/**
 * The uplinks of a NIC in what the human monitor's `info network` lists, e.g.
 * ` \ net0-net.a-port: net0-net.a: index=0,type=stream,unix:…` (net/hub.c, net_hub_info). Pure.
 */
export const parseUplinks = (text: string, nic: string): Uplink[] =>
  uplinkNames.flatMap((name) => {
    const { line, port } = uplinkIds(nic, name)
    const found = text.split('\n').find((each) => each.trim().startsWith(`\\ ${port}`))
    if (found === undefined) return []
    const isConnected = /type=(?!stream)|,unix:/.test(found)
    return [{ name, hasLine: found.includes(`: ${line}:`), isConnected }]
  })

/** Empty for a NIC without a hub. */
export async function uplinksOf(qmp: QmpClient, nic: string): Promise<Uplink[]> {
  const commandLine = { 'command-line': 'info network' }
  return parseUplinks(await qmp.execute('human-monitor-command', commandLine), nic)
}

/** Takes all uplinks off a NIC's hub: what is behind them sees QEMU hang up. */
export async function removeUplinks(qmp: QmpClient, nic: string): Promise<void> {
  for (const uplink of await uplinksOf(qmp, nic)) await removeUplink(qmp, nic, uplink)
}

async function removeUplink(
  qmp: QmpClient,
  nic: string,
  { name, hasLine }: Pick<Uplink, 'name' | 'hasLine'>,
): Promise<void> {
  const { line, port } = uplinkIds(nic, name)
  if (hasLine) await qmp.execute('netdev_del', { id: line })
  await qmp.execute('netdev_del', { id: port })
}

/**
 * Connects the hub of a NIC to something else: QEMU hangs up first, because what is there holds the
 * ports, then `next` makes what comes. Where that rejects the NIC has no uplink, and this can be
 * called again. Connections are lost; the guest keeps its address where both give it the same one.
 *
 * The old uplink's port stays until the new one is there: a hub without another port stops the NIC,
 * and nothing starts it again (net_hub_port_can_receive, QEMU 7.2).
 */
export async function replaceUplink(
  qmp: QmpClient,
  nic: NicConfig,
  next: () => Promise<NicBackend>,
): Promise<void> {
  const uplinks = await uplinksOf(qmp, nic.id)
  const old = uplinks.find(({ hasLine }) => hasLine) ?? uplinks[0]
  for (const uplink of uplinks) if (uplink !== old) await removeUplink(qmp, nic.id, uplink)
  if (old?.hasLine === true) {
    await qmp.execute('netdev_del', { id: uplinkIds(nic.id, old.name).line })
  }
  const name = uplinkNames.find((each) => each !== old?.name) ?? 'a'
  const backend = await next()
  await addUplink(qmp, uplinkNetdevs(nic, backend, name))
  if (old !== undefined) await removeUplink(qmp, nic.id, { name: old.name, hasLine: false })
  if (backend.kind === 'stream') await untilServed(qmp, nic.id, backend.path)
  await announce(qmp, nic.id)
}

/**
 * Resolves when QEMU and what listens at the path have each other. QEMU connects beside its answer,
 * and drops frames until then (only 8.0 and later tell of it). And a passt of 2023 that finds a
 * client at its port before the guest's first frame sends its SYN to nobody, and never again.
 */
async function untilServed(qmp: QmpClient, nic: string, path: string): Promise<void> {
  const end = Date.now() + CONNECT_MS
  for (let pause = 1; Date.now() < end; pause = Math.min(pause * 2, 50)) {
    const isConnected = (await uplinksOf(qmp, nic)).every((uplink) => uplink.isConnected)
    if (isConnected && acceptedAt(await readFile('/proc/net/unix', 'utf8'), path)) return
    await delay(pause)
  }
  throw new GuesthouseError('QEMU_REFUSED', { reason: `${nic} is not served in time` })
}

/**
 * Whether a connection to the path has been accepted: until then its column "St" of /proc/net/unix
 * says SS_CONNECTING (net/unix/af_unix.c, unix_seq_show). Pure.
 */
export const acceptedAt = (table: string, path: string): boolean =>
  table.split('\n').some((line) => {
    if (!line.endsWith(` ${path}`)) return false
    return Number.parseInt(line.split(/\s+/)[5] ?? '0', 16) === SS_CONNECTED
  })

async function addUplink(qmp: QmpClient, netdevs: ReturnType<typeof uplinkNetdevs>): Promise<void> {
  const added: string[] = []
  try {
    for (const netdev of netdevs) {
      await qmp.execute('netdev_add', netdev)
      added.unshift(String(netdev['id']))
    }
  } catch (error) {
    for (const id of added) await qmp.execute('netdev_del', { id })
    throw error
  }
}

/**
 * passt learns the guest's MAC address from its frames. One that came later has to be told, or what
 * is forwarded reaches no guest that is silent itself.
 */
const announce = (qmp: QmpClient, nic: string): Promise<unknown> =>
  qmp.execute('announce-self', {
    ...{ initial: 50, max: 550, rounds: 3, step: 50 },
    interfaces: [nic],
  })
