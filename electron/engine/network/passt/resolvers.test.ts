import { describe, expect, it } from 'vitest'
import { hiddenServers, reachableServers } from './resolvers.ts'

const files = (contents: Record<string, string>) => async (path: string) => {
  const text = contents[path]
  if (text === undefined) throw new Error('ENOENT')
  return text
}
const stub = {
  '/etc/resolv.conf': '# made by systemd-resolved\nnameserver 127.0.0.53\nsearch lan\n',
}

describe('the name servers for a guest', () => {
  it('are those that it can ask', () => {
    const text =
      'nameserver 127.0.0.1\nnameserver ::1\n nameserver 192.0.2.53\nnameserver fe80::1%eth0\n'
    expect(reachableServers(text)).toEqual(['192.0.2.53'])
  })

  it('need no telling where passt finds them', async () => {
    const read = files({ ...stub, '/etc/resolv.conf': 'nameserver 192.0.2.53\n' })
    expect(await hiddenServers(read)).toBeNull()
  })

  it('are found behind systemd-resolved', async () => {
    const upstream = 'nameserver 192.0.2.53\nnameserver 2001:db8::53\n'
    const read = files({ ...stub, '/run/systemd/resolve/resolv.conf': upstream })
    expect(await hiddenServers(read)).toEqual(['192.0.2.53', '2001:db8::53'])
  })

  it('are unknown behind another resolver of this computer', async () => {
    expect(await hiddenServers(files(stub))).toEqual([])
  })
})
