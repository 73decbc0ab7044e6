import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { RunHandle } from '../guest/guest-handle.ts'
import { AgentClient } from './agent-client.ts'
import { agentNotThere } from './agent-errors.ts'

/** The agent's chardev, as the command line calls it. */
const CHARDEV = 'agent-chr'

/** A guest whose agent is asked. */
export interface AgentGuest {
  readonly paths: { readonly agentSocket: string }
  /** null while no QEMU runs. */
  run(): Pick<RunHandle, 'qmp'> | null
}

/**
 * QEMU serves one client of the channel at a time and lets others wait, so those who ask at the same
 * time share a connection. By the socket's path.
 */
interface Shared {
  users: number
  readonly client: Promise<AgentClient>
}
const connections = new Map<string, Shared>()

/**
 * Lets `talk` speak with the guest's agent; the connection is closed when nobody uses it. Rejects with
 * AGENT_NOT_THERE: at once where no program in the guest has the channel open, and within some
 * seconds where one has that does not answer.
 */
export async function withAgent<T>(
  guest: AgentGuest,
  talk: (agent: AgentClient) => Promise<T>,
  options: { readonly timeoutMs?: number } = {},
): Promise<T> {
  await requireListener(guest)
  const path = guest.paths.agentSocket
  const shared = await take(path, options)
  try {
    return await talk(await shared.client)
  } finally {
    await release(path, shared)
  }
}

async function take(path: string, options: { readonly timeoutMs?: number }): Promise<Shared> {
  const present = connections.get(path)
  if (present !== undefined) {
    present.users += 1
    const usable = await present.client.then(
      (client) => !client.closed,
      () => false,
    )
    if (usable) return present
    await release(path, present)
    if (connections.get(path) === present) connections.delete(path)
    return take(path, options)
  }
  const shared = { users: 1, client: AgentClient.open(path, options) }
  connections.set(path, shared)
  shared.client.catch(() => {})
  return shared
}

async function release(path: string, shared: Shared): Promise<void> {
  shared.users -= 1
  if (shared.users > 0) return
  if (connections.get(path) === shared) connections.delete(path)
  const client = await shared.client.catch(() => null)
  client?.close()
}

/** QEMU knows whether a program in the guest holds the channel open. */
async function requireListener(guest: AgentGuest): Promise<void> {
  const run = guest.run()
  if (run === null) throw agentNotThere(new Error('the machine is off'))
  let channels
  try {
    channels = await run.qmp.execute('query-chardev')
  } catch (error) {
    throw error instanceof GuesthouseError ? error : agentNotThere(error)
  }
  const channel = channels.find(({ label }) => label === CHARDEV)
  if (channel === undefined) throw agentNotThere(new Error('the machine has no agent channel'))
  if (!channel['frontend-open']) {
    throw agentNotThere(new Error('no program in the machine has the channel open'))
  }
}
