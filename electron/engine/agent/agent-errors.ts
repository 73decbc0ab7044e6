import { GuesthouseError } from '../../../shared/domain/errors.ts'

/** The agent's refusal of a command, in its words. */
export class AgentCommandError extends Error {
  override readonly name = 'AgentCommandError'
  readonly command: string

  constructor(command: string, description: string) {
    super(`${command}: ${description}`)
    this.command = command
  }
}

const REASON_MAX_CHARS = 300

/** AGENT_COMMAND_OFF where the guest has switched the command off, AGENT_REFUSED otherwise. */
export function agentRefused(command: string, errorClass: string, words: string): GuesthouseError {
  const reason = words.slice(0, REASON_MAX_CHARS)
  const cause = new AgentCommandError(command, reason)
  // qapi/qmp-dispatch.c: an unknown command and one that is switched off are of this class.
  if (errorClass === 'CommandNotFound' || /has been disabled|is not enabled/.test(words)) {
    return new GuesthouseError('AGENT_COMMAND_OFF', { command }, cause)
  }
  return new GuesthouseError('AGENT_REFUSED', { reason }, cause)
}

export const agentNotThere = (cause: unknown): GuesthouseError =>
  new GuesthouseError('AGENT_NOT_THERE', {}, cause)
