import { expect, it } from 'vitest'
import { acceptedAt, parseUplinks } from './uplink.ts'

it('reads the uplinks of a NIC from what the monitor prints', () => {
  const text = [
    'hub 1743',
    ' \\ net0-net.b-port: net0-net.b: index=0,type=user,net=10.0.2.0,restrict=off',
    ' \\ net0-net: net0: index=0,type=nic,model=virtio-net-pci,macaddr=52:54:00:12:34:56',
    ' \\ net0-net.a-port',
    'hub 7',
    ' \\ net1-net.a-port: net1-net.a: index=0,type=stream,unix:/run/h-net1\r',
    ' \\ net2-net.a-port: net2-net.a: index=0,type=stream,',
  ].join('\n')
  expect(parseUplinks(text, 'net0')).toEqual([
    { name: 'a', hasLine: false, isConnected: false },
    { name: 'b', hasLine: true, isConnected: true },
  ])
  expect(parseUplinks(text, 'net1')).toEqual([{ name: 'a', hasLine: true, isConnected: true }])
  expect(parseUplinks(text, 'net2')).toEqual([{ name: 'a', hasLine: true, isConnected: false }])
  expect(parseUplinks(text, 'net')).toEqual([])
})

it('tells a connection that was accepted from one that waits', () => {
  const table = (state: string) =>
    [
      'Num       RefCount Protocol Flags    Type St Inode Path',
      'ffff8880: 00000002 00000000 00010000 0001 01 34567 /run/h-net0',
      `ffff8881: 00000003 00000000 00000000 0001 ${state} 34568 /run/h-net0`,
    ].join('\n')
  expect(acceptedAt(table('02'), '/run/h-net0')).toBe(false)
  expect(acceptedAt(table('03'), '/run/h-net0')).toBe(true)
  expect(acceptedAt(table('03'), '/run/h-net')).toBe(false)
})
