import { expect, it } from 'vitest'
import { isOfOurs, listens } from './link-monitor.ts'

it('hears of our devices alone', () => {
  const heard = [
    '5: ght0123456789: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 qdisc fq master br0 state DOWN',
    'Deleted 5: ght0123456789: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN',
    '7: ght0123456789@if6: <BROADCAST> mtu 1500',
  ]
  expect(heard.map(isOfOurs)).toEqual([true, true, true])
  const others = [
    '2: eth0: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP',
    '3: ghtmine: <BROADCAST> mtu 1500 alias ght0123456789:',
    '9: ght01234567890: <BROADCAST>',
    '',
    'Dump was interrupted and may be inconsistent.',
  ]
  expect(others.filter(isOfOurs)).toEqual([])
})

it('knows from the kernel’s table that a monitor listens', () => {
  const table = (groups: string, protocol = '0'): string =>
    [
      'sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode',
      '00000000cf6db7a7 0   0          00000000 0        0        0     2        0        7346181 ',
      `00000000fe69502b ${protocol}   4242       ${groups} 0        0        0     2        0        1 `,
    ].join('\n')
  expect(listens(table('00000001'), 4242)).toBe(true)
  expect(listens(table('000405d1'), 4242)).toBe(true)
  expect(listens(table('00000000'), 4242)).toBe(false)
  expect(listens(table('00000001', '4'), 4242)).toBe(false)
  expect(listens(table('00000001'), 4243)).toBe(false)
})
