import { describe, expect, it } from 'vitest'
import { listensAt } from './listening.ts'
import { parsePorts, portIds } from './ports.ts'

const guest = '3f2b8f0e-8c1a-4f0e-9a77-0e8a4f9f2b11'

describe('the switch of a private network', () => {
  it('lists its ports', () => {
    const a = portIds({ guest, nic: 'nic0' })
    const b = portIds({ guest, nic: 'nic1' })
    const text = [
      'hub 0',
      ` \\ ${a.port}: ${a.line}: index=0,type=stream,unix:/run/user/1000/guesthouse/x/h-nic0`,
      ` \\ ${b.port}: ${b.line}: index=0,type=stream,`,
      ' \\ port-c-d: line-c-d: index=0,type=stream,connection error',
      ' \\ port-e-f',
      '',
    ].join('\r\n')
    expect(parsePorts(text)).toEqual([
      { ...a, connected: true },
      { ...b, connected: false },
      { port: 'port-c-d', line: 'line-c-d', connected: false },
      { port: 'port-e-f', line: null, connected: false },
    ])
    expect(parsePorts('')).toEqual([])
  })

  it('tells a socket that listens from one that is bound or connected', () => {
    const row = (flags: string, path: string): string =>
      `000000008ecf8384: 00000002 00000000 ${flags} 0001 01 927998 ${path}`
    const table = ['Num RefCount Protocol Flags Type St Inode Path', row('00010000', '/run/a')]
    expect(listensAt(table.join('\n'), '/run/a')).toBe(true)
    expect(listensAt(table.join('\n'), '/a')).toBe(false)
    expect(listensAt(row('00000000', '/run/a'), '/run/a')).toBe(false)
  })
})
