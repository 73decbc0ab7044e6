import { setTimeout as pause } from 'node:timers/promises'
import { agentNotThere } from './agent-errors.ts'
import type { AgentClient } from './agent-client.ts'

export interface GuestProgramEnd {
  /** null where a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const TIMEOUT_MS = 30_000
const WORDS_MAX_CHARS = 300

/** The last line that a program in the guest wrote, for an error; null where it wrote none. */
export const lastWords = (text: string): string | null =>
  text.trim().split('\n').at(-1)?.slice(0, WORDS_MAX_CHARS) || null

/**
 * Runs a program in the guest, to its end. The agent tells of it only when it is asked, so this asks
 * again and again, ever more slowly. The program's arguments are given as they are; no shell reads
 * them. Rejects with AGENT_NOT_THERE where it does not end within `timeoutMs`, after which it may
 * still run, and with what the agent says of one that cannot be started.
 */
export async function runInGuest(
  agent: AgentClient,
  program: { readonly path: string; readonly args: readonly string[]; readonly timeoutMs?: number },
): Promise<GuestProgramEnd> {
  const { path, args, timeoutMs = TIMEOUT_MS } = program
  const { pid } = await agent.execute('guest-exec', { path, arg: args, 'capture-output': true })
  const started = performance.now()
  for (let wait = 5; ; wait = Math.min(wait * 2, 500)) {
    const status = await agent.execute('guest-exec-status', { pid })
    if (status.exited) {
      return {
        code: status.exitcode ?? null,
        stdout: decode(status['out-data']),
        stderr: decode(status['err-data']),
      }
    }
    if (performance.now() - started > timeoutMs) {
      throw agentNotThere(new Error(`${path} did not end in the machine`))
    }
    await pause(wait)
  }
}

const decode = (data: string | undefined): string =>
  data === undefined ? '' : Buffer.from(data, 'base64').toString('utf8')
