import { describe, expect, it } from 'vitest'
import { parseSockets, standsInTheWay } from './sockets.ts'

const tcp = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 41234 1 0
   1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 555 1 0
   2: 020200C0:8D0C 030200C0:01BB 01 00000000:00000000 00:00000000 00000000  1000        0 777 1 0
`
const tcp6 = `  sl  local_address                         remote_address                        st tx rx tr uid timeout inode
   0: 00000000000000000000000001000000:0277 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 99 1
   1: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 98 1
`

describe('the kernel’s table of sockets', () => {
  it('shows what listens', () => {
    expect(parseSockets(tcp)).toEqual([
      { address: '127.0.0.1', port: 8080, inode: 41234 },
      { address: '0.0.0.0', port: 22, inode: 555 },
    ])
    expect(parseSockets(tcp6)).toEqual([
      { address: '::1', port: 631, inode: 99 },
      { address: '::', port: 80, inode: 98 },
    ])
    expect(parseSockets('')).toEqual([])
  })

  it.each([
    ['127.0.0.1', '127.0.0.1', true],
    ['0.0.0.0', '127.0.0.1', true],
    ['127.0.0.1', '0.0.0.0', true],
    ['::', '127.0.0.1', true],
    ['127.0.0.1', '::', true],
    ['::1', '127.0.0.1', false],
    ['192.0.2.1', '127.0.0.1', false],
    ['0.0.0.0', '::1', false],
  ])('%s against a wish for %s: %s', (address, wanted, expected) => {
    const open = { address, port: 80, inode: 1 }
    expect(standsInTheWay(open, { address: wanted, port: 80 })).toBe(expected)
    expect(standsInTheWay(open, { address: wanted, port: 81 })).toBe(false)
  })
})
