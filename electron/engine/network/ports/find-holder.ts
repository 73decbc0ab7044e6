import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename } from 'node:path'
import type { PortForward } from '../../../../shared/domain/config/network.ts'
import { guestIdSchema } from '../../../../shared/domain/guest-config.ts'
import type { Paths } from '../../../platform/paths.ts'
import { isAlive, listProcesses } from '../../../platform/process-identity.ts'
import { readRunRecord } from '../../store/run-file.ts'
import { parseSockets, standsInTheWay } from './sockets.ts'

/** What is said of a holder that this user may not look into. */
const UNKNOWN_HOLDER = 'another program'

/**
 * Who holds a port of this computer, for a person: "the machine Debian", "nginx (process 4242)".
 * Only this user's programs can be told, and of those not the ones that hide their descriptors, as
 * passt does: so the guests that run are asked first.
 */
export const findPortHolder = async (forward: PortForward, paths: Paths): Promise<string> =>
  (await findGuest(forward, paths)) ?? (await findProcess(forward)) ?? UNKNOWN_HOLDER

async function findGuest(forward: PortForward, paths: Paths): Promise<string | null> {
  const names = await readdir(paths.runtimeDir).catch(() => [])
  const ids = names.filter((name) => guestIdSchema.safeParse(name).success)
  const records = await Promise.all(ids.map((id) => readRunRecord(paths.guest(id).runFile)))
  for (const record of records) {
    if (record === null || !isAlive(record.process)) continue
    const forwards = record.config.nics.flatMap(({ network }) =>
      network.kind === 'user' ? network.forwards : [],
    )
    if (forwards.some((other) => collide(other, forward)))
      return `the machine ${record.config.name}`
  }
  return null
}

const collide = (held: PortForward, wanted: PortForward): boolean =>
  held.protocol === wanted.protocol &&
  standsInTheWay(
    { address: held.address, port: held.hostPort, inode: 0 },
    { address: wanted.address, port: wanted.hostPort },
  )

async function findProcess({ protocol, address, hostPort }: PortForward): Promise<string | null> {
  const texts = await Promise.all(
    [protocol, `${protocol}6`].map((name) =>
      readFile(`/proc/net/${name}`, 'latin1').catch(() => ''),
    ),
  )
  const wanted = { address, port: hostPort }
  const sockets = texts.flatMap(parseSockets).filter((open) => standsInTheWay(open, wanted))
  const links = new Set(sockets.map(({ inode }) => `socket:[${inode}]`))
  if (links.size === 0) return null
  for (const { pid, argv } of await listProcesses()) {
    if (await holdsAny(pid, links)) return `${await nameOf(pid, argv)} (process ${pid})`
  }
  return null
}

async function holdsAny(pid: number, links: ReadonlySet<string>): Promise<boolean> {
  const directory = `/proc/${pid}/fd`
  const descriptors = await readdir(directory).catch(() => [])
  const targets = await Promise.all(
    descriptors.map((descriptor) => readlink(`${directory}/${descriptor}`).catch(() => '')),
  )
  return targets.some((target) => links.has(target))
}

const nameOf = (pid: number, argv: readonly string[]): Promise<string> =>
  readFile(`/proc/${pid}/comm`, 'utf8').then(
    (name) => name.trim(),
    () => basename(argv[0] ?? UNKNOWN_HOLDER),
  )
