import { describe, expect, it } from 'vitest'
import { addressesFromAgent, assignedByPasst, usedOnUsernet } from './addresses.ts'

const nic = (id: string, mac: string) => ({
  ...{ id, mac, model: 'virtio' as const, connected: true },
  network: { kind: 'isolated' as const },
})

describe('the addresses of a guest', () => {
  it('are those of the interface with the MAC address', () => {
    const ipv4 = (address: string) => ({ family: 'ipv4' as const, address, prefix: 24 })
    const interfaces = [
      { name: 'lo', mac: '00:00:00:00:00:00', addresses: [ipv4('127.0.0.1')] },
      {
        name: 'ens3',
        mac: '52:54:00:AA:00:01',
        addresses: [ipv4('192.0.2.7'), { family: 'ipv6' as const, address: 'fe80::1', prefix: 64 }],
      },
      { name: 'tun0', mac: null, addresses: [ipv4('10.8.0.2')] },
    ]
    const nics = [nic('nic0', '52:54:00:aa:00:01'), nic('nic1', '52:54:00:aa:00:02')]
    expect(addressesFromAgent(nics, interfaces)).toEqual([
      { nic: 'nic0', address: '192.0.2.7', source: 'agent' },
      { nic: 'nic0', address: 'fe80::1', source: 'agent' },
    ])
  })

  it('are those that the last passt gave out', () => {
    const log = (a: string, b: string): string =>
      `Template interface: eth0 (IPv4), eth0 (IPv6)\nDHCP:\n    assign: ${a}\n    mask: 255.255.255.0\nNDP/DHCPv6:\n    assign: ${b}\n`
    expect(assignedByPasst(log('192.0.2.2', 'fd00::2') + log('198.51.100.4', 'fd01::4'))).toEqual([
      '198.51.100.4',
      'fd01::4',
    ])
    expect(assignedByPasst('')).toEqual([])
  })

  it('are those that libslirp has seen', () => {
    const row = (name: string, address: string): string =>
      `Hub -1 (${name}):\r\n  Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ\r\n  TCP[HOST_FORWARD]  11       127.0.0.1  8083       ${address}    80     0     0\r\n`
    const text = row('nic0-net', '10.0.2.15') + row('nic1-net', '10.0.2.16')
    expect(usedOnUsernet(text, 'nic0-net')).toEqual(['10.0.2.15'])
    expect(usedOnUsernet(text, 'nic2-net')).toEqual([])
  })
})
