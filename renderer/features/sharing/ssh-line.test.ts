import { describe, expect, it } from 'vitest'
import { sampleConfig, sampleId } from '../../dev/samples.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { isUserName, sshLine, sshTarget } from './ssh-line.ts'

const user = (forwards: readonly [number, number, string][]): GuestConfig => {
  const config = sampleConfig(sampleId(1), 'one')
  const nics = config.nics.map((nic) => ({
    ...nic,
    network: {
      ...{ kind: 'user' as const, hostAccess: false },
      forwards: forwards.map(([hostPort, guestPort, address]) => ({
        ...{ protocol: 'tcp' as const, hostPort, guestPort, address },
      })),
    },
  }))
  return { ...config, nics }
}
const bridged = (): GuestConfig => {
  const config = user([])
  return {
    ...config,
    nics: config.nics.map((nic) => ({ ...nic, network: { kind: 'bridge', bridge: 'br0' } })),
  }
}
const told = (...addresses: string[]) =>
  addresses.map((address) => ({ nic: 'nic0', address, source: 'agent' as const }))

describe('the line that logs in', () => {
  it.each([
    [user([[2222, 22, '127.0.0.1']]), [], 'ssh -p 2222 ada@127.0.0.1'],
    [user([[2222, 22, '0.0.0.0']]), told('10.0.2.15'), 'ssh -p 2222 ada@127.0.0.1'],
    [user([[2222, 22, '::']]), [], 'ssh -p 2222 ada@::1'],
    [bridged(), told('fe80::1', 'fd00::5', '192.168.1.9'), 'ssh ada@192.168.1.9'],
    [bridged(), told('fe80::1', 'fd00::5'), 'ssh ada@fd00::5'],
  ])('%#', (config, addresses, line) => {
    const target = sshTarget(config, addresses)
    expect(target && sshLine('ada', target)).toBe(line)
  })

  it('is none where nothing leads there', () => {
    expect(sshTarget(user([[8080, 80, '127.0.0.1']]), told('10.0.2.15'))).toBeNull()
    expect(sshTarget(bridged(), told('fe80::1'))).toBeNull()
  })

  it('takes names that are one word of a shell', () => {
    for (const name of ['ada', '_svc', 'a.b-c', 'ada@example.org']) {
      expect(isUserName(name)).toBe(true)
    }
    for (const name of ['', '-oProxyCommand=x', 'a b', 'a;b', '$(x)', '1x']) {
      expect(isUserName(name)).toBe(false)
    }
  })
})
