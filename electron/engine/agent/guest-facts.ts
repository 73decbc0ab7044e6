import { isIP } from 'node:net'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { AgentView, GuestInterface } from '../../../shared/domain/agent.ts'
import type { AgentClient } from './agent-client.ts'
import type { AgentAddress, AgentCommandName } from './agent-commands.ts'

/** What the agent tells of its guest. What it has switched off or cannot tell is left out. */
export async function guestFacts(agent: AgentClient): Promise<AgentView> {
  const info = await agent.execute('guest-info')
  const enabled = new Set(
    info.supported_commands.filter((known) => known.enabled).map(({ name }) => name),
  )
  const has = (...names: AgentCommandName[]): boolean => names.every((name) => enabled.has(name))
  const os = has('guest-get-osinfo') ? await ifTold(agent.execute('guest-get-osinfo')) : null
  const host = has('guest-get-host-name')
    ? await ifTold(agent.execute('guest-get-host-name'))
    : null
  return {
    version: info.version,
    hostName: host?.['host-name'] ?? null,
    os: os === null ? null : (os['pretty-name'] ?? os.name ?? null),
    interfaces: has('guest-network-get-interfaces') ? await addresses(agent) : [],
    can: {
      freeze: has('guest-fsfreeze-freeze', 'guest-fsfreeze-thaw'),
      copy: has('guest-file-open', 'guest-file-read', 'guest-file-write', 'guest-file-close'),
      mount: has('guest-exec', 'guest-exec-status'),
    },
  }
}

/** The guest's addresses, without those that mean nothing outside it. */
export async function addresses(agent: AgentClient): Promise<GuestInterface[]> {
  const found = (await ifTold(agent.execute('guest-network-get-interfaces'))) ?? []
  return found
    .filter((link) => !isLoopback(link['ip-addresses'] ?? []))
    .map((link) => ({
      name: link.name.replaceAll(UNPRINTABLE, ''),
      mac: macOf(link['hardware-address']),
      addresses: (link['ip-addresses'] ?? []).flatMap(addressOf),
    }))
}

/** C0, DEL and C1: a guest calls its interfaces what it likes. */
// oxlint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f]/g

const macOf = (text: string | undefined): string | null =>
  text !== undefined && /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i.test(text) ? text.toLowerCase() : null

/** People and programs take these for addresses, so anything else that a guest says is left out. */
function addressOf(said: AgentAddress): GuestInterface['addresses'] {
  const { 'ip-address': address, 'ip-address-type': family, prefix } = said
  const bits = family === 'ipv4' ? 32 : 128
  const valid = isIP(address) === (family === 'ipv4' ? 4 : 6) && prefix >= 0 && prefix <= bits
  return valid ? [{ family, address, prefix }] : []
}

const isLoopback = (list: readonly { 'ip-address': string }[]): boolean =>
  list.length > 0 && list.every(({ 'ip-address': ip }) => ip === '::1' || ip.startsWith('127.'))

async function ifTold<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    const refused = ['AGENT_REFUSED', 'AGENT_COMMAND_OFF']
    if (error instanceof GuesthouseError && refused.includes(error.code)) return null
    throw error
  }
}
