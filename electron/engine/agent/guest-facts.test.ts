import { afterEach, beforeEach, expect, test } from 'vitest'
import { guestFacts } from './guest-facts.ts'
import { lastWords } from './run-in-guest.ts'
import { FakeAgent } from './testing/fake-agent.ts'
import { withAgent } from './with-agent.ts'

let agent: FakeAgent
beforeEach(async () => {
  agent = await FakeAgent.make()
})
afterEach(() => agent.close())

const name = 'guest-network-get-interfaces'

function saying(interfaces: unknown): void {
  const answers: Record<string, unknown> = {
    'guest-info': { version: '7.2', supported_commands: [{ name, enabled: true }] },
    [name]: interfaces,
  }
  agent.react = ({ execute }) => ({ return: answers[execute] ?? {} })
}

const v4 = (address: string, prefix = 24) => ({
  ...{ 'ip-address': address, 'ip-address-type': 'ipv4', prefix },
})

test('an address is what looks like one, whatever a guest says', async () => {
  saying([
    {
      name: 'eth0\u001b[2J\n',
      'hardware-address': '52:54:00:AB:CD:EF',
      'ip-addresses': [
        v4('192.0.2.1'),
        v4('192.0.2.2', 33),
        v4('-oProxyCommand=x'),
        v4('2001:db8::1'),
        { 'ip-address': 'fe80::1%eth0', 'ip-address-type': 'ipv6', prefix: 64 },
      ],
    },
    { name: 'eth1', 'hardware-address': '<b>' },
  ])
  const { interfaces } = await withAgent(agent.guest(), guestFacts)
  expect(interfaces).toEqual([
    {
      name: 'eth0[2J',
      mac: '52:54:00:ab:cd:ef',
      addresses: [
        { family: 'ipv4', address: '192.0.2.1', prefix: 24 },
        { family: 'ipv6', address: 'fe80::1%eth0', prefix: 64 },
      ],
    },
    { name: 'eth1', mac: null, addresses: [] },
  ])
})

test('the last words of a program in the guest are a line of bounded length', () => {
  expect(lastWords('first\nmount: no such device\n')).toBe('mount: no such device')
  expect(lastWords('x'.repeat(1_000_000))).toHaveLength(300)
  expect(lastWords(' \n')).toBeNull()
})
