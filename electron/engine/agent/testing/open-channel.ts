import type { AgentGuest } from '../with-agent.ts'

type Qmp = NonNullable<ReturnType<AgentGuest['run']>>['qmp']

/** A guest whose QEMU knows of the agent's channel alone, for those who have its socket only. */
export function openChannel(agentSocket: string, isListening = () => true): AgentGuest {
  const execute = (): Promise<unknown> =>
    Promise.resolve([{ label: 'agent-chr', filename: 'unix:', 'frontend-open': isListening() }])
  return { paths: { agentSocket }, run: () => ({ qmp: { execute } as unknown as Qmp }) }
}
