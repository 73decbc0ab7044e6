import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { Logger } from '../../platform/logger.ts'
import type { AgentClient } from './agent-client.ts'
import { type AgentGuest, withAgent } from './with-agent.ts'

/** ms; a guest with much to write needs that long to bring its file systems to rest. */
const FREEZE_TIMEOUT_MS = 60_000
const THAW_TIMEOUT_MS = 30_000

/** What keeps a guest from being frozen at all: then `work` is done without. */
const WITHOUT = new Set(['AGENT_NOT_THERE', 'AGENT_COMMAND_OFF', 'AGENT_REFUSED'])

/**
 * Does `work` while the guest's file systems are at rest, where its agent can bring that about, and
 * without that otherwise; says which. However `work` ends, the guest is thawed, over another
 * connection where the first one is lost. Rejects with what `work` says, else with
 * AGENT_STILL_FROZEN where the guest does not say that it thawed.
 */
export async function withFrozenFileSystems<T>(
  guest: AgentGuest & { readonly logger: Logger },
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly frozen: boolean }> {
  const frozen = await freeze(guest)
  if (!frozen) return { value: await work(), frozen: false }
  let value: T
  try {
    value = await work()
  } catch (error) {
    await thaw(guest).catch((reason: unknown) => {
      guest.logger.error('the guest may still be frozen', { reason })
    })
    throw error
  }
  await thaw(guest)
  return { value, frozen: true }
}

/** False where the guest goes without, for a reason that is logged. */
async function freeze(guest: AgentGuest & { readonly logger: Logger }): Promise<boolean> {
  let asked = false
  try {
    const count = await withAgent(guest, (agent) => {
      asked = true
      return agent.execute('guest-fsfreeze-freeze', undefined, { timeoutMs: FREEZE_TIMEOUT_MS })
    })
    if (count > 0) return true
    // Older agents refuse most commands from then on until they have thawed, though they froze nothing.
    await thaw(guest)
    return false
  } catch (error) {
    if (!(error instanceof GuesthouseError) || !WITHOUT.has(error.code)) throw error
    guest.logger.info('the file systems of the guest are not frozen', { error })
    // It may have frozen some before it failed, or all without our hearing of it.
    if (asked) await thaw(guest)
    return false
  }
}

async function thaw(guest: AgentGuest): Promise<void> {
  try {
    await withAgent(guest, thawWith)
  } catch {
    // The connection may be out of step after a late answer: a new one gets in step first.
    await withAgent(guest, thawWith).catch((error: unknown) => {
      // A guest that is gone is not frozen, and one that cannot freeze has not.
      if (guest.run() === null) return
      if (error instanceof GuesthouseError && error.code === 'AGENT_COMMAND_OFF') return
      throw new GuesthouseError('AGENT_STILL_FROZEN', {}, error)
    })
  }
}

async function thawWith(agent: AgentClient): Promise<void> {
  try {
    await agent.execute('guest-fsfreeze-thaw', undefined, { timeoutMs: THAW_TIMEOUT_MS })
  } catch (error) {
    if (!(error instanceof GuesthouseError) || error.code !== 'AGENT_REFUSED') throw error
    // Windows thaws by itself after some seconds and refuses to do it again.
    if ((await agent.execute('guest-fsfreeze-status')) !== 'thawed') throw error
  }
}
