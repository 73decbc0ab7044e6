import { withAgent } from '../agent/with-agent.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'

/** ms; a Windows guest asks its time service. */
const SET_TIME_TIMEOUT_MS = 10_000

/**
 * Tells a guest that stood still what time it is, through its agent: to itself, no time has passed.
 * Rejects with AGENT_NOT_THERE and what else the agent says; the guest then has its old time until
 * it asks the network.
 */
export async function correctClock(handle: GuestHandle): Promise<void> {
  await withAgent(handle, (agent) =>
    agent.execute(
      'guest-set-time',
      // Nanoseconds since the epoch pass 2^53, so that the last digits are lost: below 1 µs.
      { time: Date.now() * 1_000_000 },
      { timeoutMs: SET_TIME_TIMEOUT_MS },
    ),
  )
}
