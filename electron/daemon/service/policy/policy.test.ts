import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GuestConfig, guestConfigSchema } from '../../../../shared/domain/guest-config.ts'
import { hostDemands } from './device-policy.ts'
import { changePaths, pathsIn } from './host-paths.ts'
import { PathPolicy } from './path-policy.ts'

describe('paths in what callers send', () => {
  it('are found wherever a file of this computer is named', async () => {
    const config = {
      disks: [{ id: 'disk0', path: '/a', backing: [{ path: '/b', format: 'raw' }] }],
      cdroms: [{ path: null }, { path: '/c' }],
      kernelBoot: { kernel: '/d', initrd: '/e', commandLine: '/no' },
      shares: [{ path: '/f', tag: '/no' }],
      name: '/no',
    }
    const input = { config, base: { disks: [{ path: '/g' }] }, acceptBacking: ['/h'] }
    expect([...(await pathsIn(input))].sort()).toEqual(
      ['/a', '/b', '/c', '/d', '/e', '/f', '/g', '/h'].sort(),
    )
  })

  it('are changed in their place, and nothing else is', async () => {
    const input = { from: '/in', to: '/guest', disk: { kind: 'existing', path: '/x' }, n: 1 }
    const changed = await changePaths(input, async (path) => `/real${path}`, ['from'])
    expect(changed).toEqual({
      ...{ from: '/real/in', to: '/guest', n: 1 },
      disk: { kind: 'existing', path: '/real/x' },
    })
  })
})

describe('files that callers may name', () => {
  let dir: string
  let allowed: string
  let policy: PathPolicy
  const refusal = (code: string) => ({ code })

  beforeEach(async () => {
    dir = await realpath(await mkdtemp(join(tmpdir(), 'gh-paths-')))
    allowed = join(dir, 'allowed')
    await mkdir(join(allowed, 'deep'), { recursive: true, mode: 0o755 })
    await writeFile(join(allowed, 'deep/disk'), '')
    await writeFile(join(dir, 'secret'), '')
    await writeFile(join(dir, 'single'), '')
    policy = new PathPolicy({
      storage: { directories: [allowed], files: [join(dir, 'single')] },
      ...{ uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 },
    })
  })
  afterEach(() => rm(dir, { recursive: true }))

  it('are in a listed folder, or listed themselves', async () => {
    expect(await policy.existing(join(allowed, 'deep/disk'))).toBe(join(allowed, 'deep/disk'))
    expect(await policy.existing(join(dir, 'single'))).toBe(join(dir, 'single'))
  })

  it.each([
    ['elsewhere', 'secret'],
    ['up from a listed folder', 'allowed/../secret'],
    ['the folder itself', 'allowed'],
    ['a folder whose name begins alike', 'allowed-not/x'],
    ['what is not there', 'allowed/none'],
  ])('are not %s', async (_, path) => {
    await mkdir(join(dir, 'allowed-not'))
    await writeFile(join(dir, 'allowed-not/x'), '')
    await expect(policy.existing(`${dir}/${path}`)).rejects.toMatchObject(
      refusal('FILE_NOT_ALLOWED'),
    )
  })

  it('are no links out of the folder, and what a link leads to otherwise', async () => {
    await symlink(join(dir, 'secret'), join(allowed, 'out'))
    await symlink('deep/disk', join(allowed, 'in'))
    await expect(policy.existing(join(allowed, 'out'))).rejects.toMatchObject(
      refusal('FILE_NOT_ALLOWED'),
    )
    expect(await policy.existing(join(allowed, 'in'))).toBe(join(allowed, 'deep/disk'))
  })

  it('are in no folder where somebody else could exchange them', async () => {
    await chmod(join(allowed, 'deep'), 0o777)
    await expect(policy.existing(join(allowed, 'deep/disk'))).rejects.toMatchObject(
      refusal('FOLDER_UNSAFE'),
    )
  })

  it('are written in listed folders alone, and through no link', async () => {
    expect(await policy.target(join(allowed, 'new'))).toBe(join(allowed, 'new'))
    await symlink(join(dir, 'secret'), join(allowed, 'out'))
    for (const path of [join(dir, 'new'), join(allowed, '../new'), join(allowed, 'out')]) {
      await expect(policy.target(path)).rejects.toMatchObject(refusal('FILE_NOT_ALLOWED'))
    }
  })
})

describe('what a description asks of this computer', () => {
  const config = (more: object): GuestConfig =>
    guestConfigSchema.parse({
      ...{ schema: 2, id: '00000000-0000-4000-8000-000000000001', name: 'g', memoryMiB: 64 },
      ...{ cpus: 1, accelerator: 'auto', disks: [], cdroms: [], nics: [], serials: [] },
      ...{ display: 'none', createdAt: 0, ...more },
    })
  const nic = (network: object) => ({ nics: [{ id: 'nic0', mac: '52:54:00:00:00:01', network }] })
  const usb = (match: object) => ({ usbDevices: [{ id: 'usb0', match }] })
  const mouse = { kind: 'product', vendor: '046d', product: 'c52b' }
  const forward = (address: string) =>
    nic({ kind: 'user', forwards: [{ protocol: 'tcp', address, hostPort: 80, guestPort: 80 }] })

  it.each([
    ['nothing', {}, [], false],
    ['a private network', nic({ kind: 'private', name: 'a' }), [], false],
    ['the user network', nic({ kind: 'user' }), ['user-networking'], false],
    ['a port for this computer', forward('127.0.0.1'), ['user-networking'], false],
    ['a port for others', forward('0.0.0.0'), ['user-networking'], true],
    ['a bridge', nic({ kind: 'bridge', bridge: 'br0' }), ['bridged-networking'], false],
    ['a device of this computer', nic({ kind: 'tap', device: 'tap0' }), [], true],
    ['a listed USB device', usb(mouse), ['host-usb'], false],
    ['another USB device', usb({ ...mouse, product: '0001' }), ['host-usb'], true],
    ['whatever is plugged in', usb({ kind: 'port', bus: 1, port: '1' }), ['host-usb'], true],
    ['a folder', { shares: [{ id: 'share0', path: '/srv', tag: 'a' }] }, [], true],
    ['arguments', { extraArguments: ['-S'] }, [], true],
  ] as const)('%s', (_, more, features, manage) => {
    expect(hostDemands(config(more), null, ['046d:c52b'])).toEqual({ features, manage })
    // What it has already is not asked about again.
    expect(hostDemands(config(more), config(more), [])).toEqual({ features: [], manage: false })
  })
})
