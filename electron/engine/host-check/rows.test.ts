import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import { resolvePaths } from '../../platform/paths.ts'
import type { QemuCapabilities } from '../capabilities/index.ts'
import type { Check, CheckedHost } from './check.ts'
import { distributionOf } from './distribution.ts'
import { hostPlaces, type HostPlaces } from './places.ts'
import { commandOf } from './remedies.ts'
import { checkBridge } from './rows/bridge.ts'
import { checkGraphics } from './rows/graphics.ts'
import { checkSound } from './rows/sound.ts'
import { checkUserManager } from './rows/user-manager.ts'

let dir: string
let env: NodeJS.ProcessEnv
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-rows-'))
  env = { HOME: dir, PATH: join(dir, 'bin'), XDG_RUNTIME_DIR: join(dir, 'run') }
  await mkdir(join(dir, 'bin'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const program = (name: string, script: string) =>
  writeFile(join(dir, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })

/** What a row says of a computer that has these places, and a QEMU with these devices. */
async function look(
  check: Check,
  places: Partial<HostPlaces>,
  deviceTypes: string[] = [],
  daemonBridges: string[] = [],
) {
  const host: CheckedHost = {
    ...{ env, paths: resolvePaths(env), logger: silentLogger },
    ...{ signal: new AbortController().signal, user: { uid: 1000, gid: 1000, name: 'ann' } },
    places: { ...hostPlaces(env), ...places },
    distribution: distributionOf('ID=debian\nVERSION_ID="13"'),
    disksFolder: null,
    trayHost: async () => null,
    qemu: async () => ({ deviceTypes }) as QemuCapabilities,
    acceleration: () => Promise.reject(new Error('nobody asks')),
    daemonBridges: async () => daemonBridges,
  }
  const { verdict, findings, remedies } = await check(host)
  const [{ code, params }] = findings
  return { verdict, code, params, commands: remedies.map(commandOf) }
}

describe('bridges', () => {
  it('are joined through the system daemon without any helper', async () => {
    const bridge = { ...hostPlaces(env).bridge, sysClassNet: join(dir, 'net'), helpers: [] }
    expect(await look(checkBridge, { bridge }, [], ['br1', 'br0'])).toMatchObject({
      ...{ verdict: 'good', code: 'BRIDGE_READY', params: { bridges: 'br0, br1' }, commands: [] },
    })
  })

  it('are allowed by the helper’s ACL', async () => {
    const [sysClassNet, helper, aclFile] = ['net', 'helper', 'bridge.conf'].map((name) =>
      join(dir, name),
    ) as [string, string, string]
    await mkdir(join(sysClassNet, 'br0/bridge'), { recursive: true })
    await writeFile(helper, '', { mode: 0o755 })
    // Stands in for the capability, which only root can give.
    await program('getcap', 'echo "$1 cap_net_admin=ep"')
    const row = () =>
      look(checkBridge, { bridge: { env, sysClassNet, helpers: [helper], aclFile } })
    expect(await row()).toMatchObject({
      ...{ verdict: 'limited', code: 'BRIDGE_ACL_MISSING', params: { file: aclFile } },
      commands: [expect.stringContaining('allow br0')],
    })
    await writeFile(aclFile, 'allow br1\n')
    expect(await row()).toMatchObject({
      ...{ verdict: 'limited', code: 'BRIDGE_ACL_DENIES' },
      ...{ params: { file: aclFile, bridges: 'br0' } },
      commands: [expect.stringContaining('allow br0')],
    })
    await writeFile(aclFile, 'allow br0\n')
    expect(await row()).toEqual({
      ...{ verdict: 'good', code: 'BRIDGE_READY', params: { bridges: 'br0' }, commands: [] },
    })
  })
})

describe('graphics', () => {
  it('need a render node, the right to open it, and QEMU’s part that draws', async () => {
    const dri = join(dir, 'dri')
    const node = join(dri, 'renderD128')
    const row = (deviceTypes: string[]) => look(checkGraphics, { dri }, deviceTypes)
    const limited = { verdict: 'limited', commands: [] }
    const all = ['virtio-vga-gl']
    expect(await row(all)).toMatchObject({ ...limited, code: 'RENDER_NODE_MISSING' })
    await mkdir(dri)
    // A file that the kernel lets nobody write.
    await symlink('/proc/sys/kernel/ostype', node)
    expect(await row(all)).toMatchObject({ ...limited, code: 'RENDER_NODE_NO_PERMISSION' })
    await rm(node)
    await writeFile(node, '')
    expect(await row(['virtio-vga'])).toMatchObject({
      ...{ verdict: 'limited', code: 'RENDER_DRIVER_MISSING', params: { node } },
      commands: [expect.stringContaining('qemu-system-modules-opengl')],
    })
    expect(await row(all)).toEqual({
      ...{ verdict: 'good', code: 'RENDER_NODE_WORKS', params: { node }, commands: [] },
    })
  })
})

describe('a sound server that does not answer', () => {
  const commands = async () => (await look(checkSound, {})).commands

  it('is started where it is installed and something starts it, and else installed', async () => {
    expect(await commands()).toEqual([expect.stringMatching(/install .*pipewire-audio/)])
    await program('pulseaudio', 'exit 1')
    // Nobody is there to start it, and PipeWire would take its place.
    expect(await commands()).toEqual([])
    await mkdir(join(dir, 'run/systemd'), { recursive: true })
    await writeFile(join(dir, 'run/systemd/private'), '')
    expect(await commands()).toEqual(['systemctl --user start pulseaudio.socket'])
    await program('pipewire', 'exit 1')
    expect(await commands()).toEqual([
      'systemctl --user start pipewire.socket pipewire-pulse.socket',
    ])
  })
})

describe('the user manager', () => {
  const good = { verdict: 'good', code: 'MANAGER_LINGERS', commands: [] }
  const ends = {
    ...{ verdict: 'limited', code: 'MANAGER_ENDS_AT_LOGOUT' },
    commands: [expect.stringContaining('enable-linger')],
  }
  beforeEach(async () => {
    await mkdir(join(dir, 'run/systemd'), { recursive: true })
    await writeFile(join(dir, 'run/systemd/private'), '')
    await program('busctl', 'echo ok')
  })

  it.each([
    ['yes', good],
    ['no', ends],
  ])('lingers as logind says: %s', async (linger, expected) => {
    await program('loginctl', `echo Linger=${linger}`)
    const row = await look(checkUserManager, { linger: join(dir, 'nowhere') })
    expect(row).toMatchObject(expected)
  })

  it('lingers as logind has noted, where it does not say', async () => {
    const row = () => look(checkUserManager, { linger: dir })
    expect(await row()).toMatchObject(ends)
    await writeFile(join(dir, 'ann'), '')
    expect(await row()).toMatchObject(good)
  })
})
