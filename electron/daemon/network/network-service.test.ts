import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import { InTurn } from './in-turn.ts'
import { NetworkService } from './network-service.ts'
import { OWN_TAP_NAME, type Tap } from './protocol.ts'
import { type FakeLinks, fakeLinks } from './testing/fake-links.ts'

let dir: string
let links: FakeLinks
let service: NetworkService
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-network-'))
  links = await fakeLinks(dir)
  await links.bridge('br0', 1400)
  service = new NetworkService({
    settings: { bridges: ['br0', 'br1'], tapsPerUser: 2, tapsPerBridge: 3 },
    ...{ host: links.host, logger: silentLogger, mayHaveTaps: async (uid) => uid >= 1000 },
  })
})
afterEach(() => rm(dir, { recursive: true }))

const create = (uid = 1000, bridge = 'br0') =>
  service.answer({ do: 'create', uid, bridge }) as Promise<Tap>
const list = () => service.answer({ do: 'list' })
const devices = async () =>
  (await readdir(links.host.sysClassNet)).filter((name) => name.startsWith('ght'))

describe('a device', () => {
  it('is made step by step, and marked as done in the end', async () => {
    const tap = await create()
    expect(tap).toMatchObject({ uid: 1000, bridge: 'br0', inUse: false })
    expect(tap.device).toMatch(OWN_TAP_NAME)
    expect(tap.mac).toMatch(/^fe(:[0-9a-f]{2}){5}$/)
    const dev = `dev ${tap.device}`
    expect(links.commands).toEqual([
      `tuntap add ${dev} mode tap user 1000`,
      `link set ${dev} address ${tap.mac} mtu 1400`,
      `link set ${dev} addrgenmode none`,
      `link set ${dev} master br0`,
      `link set ${dev} up`,
      `link set ${dev} alias guesthouse uid=1000 bridge=br0`,
    ])
    expect(await list()).toEqual([tap])
  })

  it('has no setting for IPv6 where the kernel has none', async () => {
    await rm(links.host.ifInet6)
    await create()
    expect(links.commands.some((command) => command.includes('addrgenmode'))).toBe(false)
  })

  it.each(['tuntap add', 'address', 'addrgenmode', 'master', ' up', 'alias'])(
    'is not there where “%s” fails',
    async (step) => {
      links.fail(step, 'RTNETLINK answers: Operation not permitted')
      await expect(create()).rejects.toMatchObject({
        code: 'TAP_FAILED',
        params: { bridge: 'br0' },
      })
      expect(await devices()).toEqual([])
    },
  )

  it('is in use while its cable is plugged in', async () => {
    const { device } = await create()
    await links.attribute(device, 'carrier', '1')
    expect(await list()).toMatchObject([{ device, inUse: true }])
    links.fail('tuntap del', 'ioctl(TUNSETIFF): Device or resource busy')
    const unlessInUse = service.answer({ do: 'remove', device, unlessInUse: true })
    await expect(unlessInUse).rejects.toMatchObject({ code: 'TAP_IN_USE', params: { device } })
    await service.answer({ do: 'remove', device, unlessInUse: false })
    expect(await devices()).toEqual([])
  })

  it('that cannot be removed is said to be there', async () => {
    const { device } = await create()
    links.fail('link delete', 'RTNETLINK answers: Operation not permitted')
    const removed = service.answer({ do: 'remove', device, unlessInUse: false })
    await expect(removed).rejects.toMatchObject({ code: 'TAP_NOT_REMOVED' })
  })

  it('that went by itself is removed', async () => {
    const { device } = await create()
    links.fail('link delete', 'Cannot find device', () =>
      rm(join(links.host.sysClassNet, device), { recursive: true }),
    )
    expect(await service.answer({ do: 'remove', device, unlessInUse: false })).toBeNull()
    await expect(
      service.answer({ do: 'remove', device, unlessInUse: false }),
    ).rejects.toMatchObject({ code: 'TAP_NOT_FOUND' })
  })
})

describe('what is checked', () => {
  it('is the bridge, the account and the limits', async () => {
    const refusal = (uid: number, bridge: string) =>
      create(uid, bridge).then(String, (error: { code: string }) => error.code)
    await links.bridge('br9')
    await mkdir(join(links.host.sysClassNet, 'br1'))
    expect(await refusal(1000, 'br9')).toBe('BRIDGE_NOT_OFFERED')
    expect(await refusal(1000, 'br1')).toBe('BRIDGE_NOT_THERE')
    expect(await refusal(999, 'br0')).toBe('TAP_ACCOUNT_REFUSED')
    await Promise.all([create(1000), create(1000)])
    expect(await refusal(1000, 'br0')).toBe('TAPS_OF_ACCOUNT_USED')
    await create(1001)
    expect(await refusal(1002, 'br0')).toBe('TAPS_OF_BRIDGE_USED')
    expect(await service.answer({ do: 'bridges' })).toEqual(['br0'])
  })

  it('is counted by whom a device was made for, whatever its owner makes of it', async () => {
    const [first] = await Promise.all([create(), create()])
    await links.attribute(first.device, 'owner', '1001')
    await expect(create()).rejects.toMatchObject({ code: 'TAPS_OF_ACCOUNT_USED' })
  })
})

it('removes what was left half made, and nothing else of that name', async () => {
  const { device } = await create()
  await mkdir(join(links.host.sysClassNet, 'ght0000000000'))
  await links.attribute('ght0000000000', 'tun_flags', '0x1802')
  // A TUN device, and another kind.
  await mkdir(join(links.host.sysClassNet, 'ght1111111111'))
  await links.attribute('ght1111111111', 'tun_flags', '0x1801')
  await mkdir(join(links.host.sysClassNet, 'ght2222222222'))
  await service.start()
  expect((await devices()).sort()).toEqual(['ght1111111111', 'ght2222222222', device].sort())
})

it('tells who watches of what has changed, and of nothing else', async () => {
  const told: (readonly Tap[])[] = []
  const end = service.watch((taps) => told.push(taps))
  const { device } = await create()
  service.linksChanged()
  service.linksChanged()
  await service.settled()
  await links.attribute(device, 'carrier', '1')
  service.linksChanged()
  await service.settled()
  expect(told.map((taps) => taps.map(({ inUse }) => inUse))).toEqual([[], [false], [true]])
  end()
  await service.answer({ do: 'remove', device, unlessInUse: false })
  service.linksChanged()
  await service.settled()
  expect(told).toHaveLength(3)
})

it('looks once for any number of events that come while it is busy', async () => {
  const told: (readonly Tap[])[] = []
  service.watch((taps) => told.push(taps))
  await service.settled()
  const tasks = vi.spyOn(InTurn.prototype, 'run')
  for (let event = 0; event < 1_000; event++) service.linksChanged()
  await service.settled()
  expect(tasks).toHaveBeenCalledTimes(1)
  // One that comes while it looks is looked for again.
  service.linksChanged()
  await service.settled()
  expect(tasks).toHaveBeenCalledTimes(2)
  expect(told).toEqual([[]])
})
