import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { prepareTap, type TapHost, tapsOf } from './tap.ts'

let dir: string
let host: TapHost
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-tap-'))
  const tunDevice = join(dir, 'tun')
  await writeFile(tunDevice, '')
  host = { sysClassNet: join(dir, 'net'), tunDevice, uid: 1000, groups: [1000, 27] }
})
afterEach(() => rm(dir, { recursive: true, force: true }))

/** What sysfs shows of a persistent TAP device that nobody has open. */
async function device(name: string, attributes: Record<string, string> = {}): Promise<void> {
  const all = { tun_flags: '0x1802', owner: '1000', group: '-1', carrier: '0', ...attributes }
  const path = join(host.sysClassNet, name)
  await mkdir(path, { recursive: true })
  for (const [key, value] of Object.entries(all)) await writeFile(join(path, key), `${value}\n`)
}
const codeOf = async (name: string): Promise<string | undefined> =>
  (await prepareTap(name, 'nic0', host)).notice?.code

describe('a TAP device', () => {
  it('is used where it is the user’s own', async () => {
    await device('tap0')
    expect(await prepareTap('tap0', 'nic0', host)).toEqual({
      backend: { kind: 'tap', device: 'tap0' },
      notice: null,
    })
  })

  it('is used where it is for a group of the user, or for everybody', async () => {
    await device('tap0', { owner: '-1', group: '27' })
    await device('tap1', { owner: '-1' })
    expect([await codeOf('tap0'), await codeOf('tap1')]).toEqual([undefined, undefined])
  })

  it('is refused where it is somebody else’s', async () => {
    await device('tap0', { owner: '1001' })
    await device('tap1', { group: '4' })
    expect([await codeOf('tap0'), await codeOf('tap1')]).toEqual(['TAP_NOT_YOURS', 'TAP_NOT_YOURS'])
  })

  it('is refused where it is in use', async () => {
    await device('tap0', { carrier: '1' })
    expect(await prepareTap('tap0', 'nic0', host)).toMatchObject({
      backend: { kind: 'none' },
      notice: { code: 'TAP_BUSY', device: 'nic0', params: { tap: 'tap0' } },
    })
  })

  it('is refused where it is none', async () => {
    await device('tun0', { tun_flags: '0x1801' })
    await mkdir(join(host.sysClassNet, 'eth0'))
    expect(await Promise.all(['tun0', 'eth0', 'nothing'].map(codeOf))).toEqual(
      Array.from({ length: 3 }, () => 'TAP_MISSING'),
    )
  })

  it('is refused where /dev/net/tun is closed', async () => {
    await device('tap0')
    await rm(host.tunDevice)
    expect(await codeOf('tap0')).toBe('TAP_NOT_YOURS')
  })
})

it('offers the devices that are the user’s own, in use or not', async () => {
  expect(await tapsOf(host)).toEqual([])
  await device('tap1', { carrier: '1' })
  await device('tap0')
  await device('theirs', { owner: '1001' })
  await device('anybodys', { owner: '-1' })
  await device('tun0', { tun_flags: '0x1801' })
  await mkdir(join(host.sysClassNet, 'eth0'))
  expect(await tapsOf(host)).toEqual(['tap0', 'tap1'])
})
