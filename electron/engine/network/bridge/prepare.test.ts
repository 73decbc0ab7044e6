import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bridgesFor } from './offered.ts'
import { type BridgeHost, prepareBridge } from './prepare.ts'

let dir: string
let host: BridgeHost
const helper = (): string => join(dir, 'qemu-bridge-helper')
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-bridge-'))
  await mkdir(join(dir, 'net/br0/bridge'), { recursive: true })
  await mkdir(join(dir, 'bin'))
  host = {
    helpers: [helper()],
    aclFile: join(dir, 'bridge.conf'),
    sysClassNet: join(dir, 'net'),
    env: { PATH: join(dir, 'bin') },
  }
})
afterEach(() => rm(dir, { recursive: true, force: true }))

async function program(path: string, script: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${script}\n`)
  await chmod(path, 0o755)
}
/** Stands in for capabilities, which a test that is not root cannot set. */
const capable = () => program(join(dir, 'bin/getcap'), 'echo "$1 cap_net_admin=ep"')
const powerless = () => program(join(dir, 'bin/getcap'), ':')
const prepare = (bridge = 'br0') => prepareBridge(bridge, 'nic0', host)

describe('a bridge', () => {
  it('is used where the helper has its capability and the administrator allows it', async () => {
    await program(helper(), ':')
    await capable()
    await writeFile(host.aclFile, 'allow br0\n')
    expect(await prepare()).toEqual({
      backend: { kind: 'bridge', bridge: 'br0', helper: helper() },
      notice: { code: 'BRIDGE_LESS_SANDBOX', device: 'nic0', params: { bridge: 'br0' } },
    })
  })

  it('is refused with the line that the administrator adds', async () => {
    await program(helper(), ':')
    await capable()
    for (const text of [null, 'allow br1\n', 'nonsense\n']) {
      if (text !== null) await writeFile(host.aclFile, text)
      expect(await prepare()).toMatchObject({
        backend: { kind: 'none' },
        notice: { code: 'BRIDGE_NOT_ALLOWED', params: { line: 'allow br0', file: host.aclFile } },
      })
    }
  })

  it('is refused where the helper has no power', async () => {
    await program(helper(), ':')
    await powerless()
    await writeFile(host.aclFile, 'allow br0\n')
    expect(await prepare()).toMatchObject({
      backend: { kind: 'none' },
      notice: {
        code: 'BRIDGE_HELPER_POWERLESS',
        params: { line: `sudo chmod u+s ${helper()}` },
      },
    })
  })

  it('is refused where the helper or the bridge is not there', async () => {
    expect(await prepare()).toMatchObject({ notice: { code: 'BRIDGE_HELPER_MISSING' } })
    await mkdir(join(dir, 'net/eth9'))
    for (const name of ['eth9', 'br1']) {
      expect(await prepare(name)).toMatchObject({ notice: { code: 'BRIDGE_MISSING' } })
    }
  })
})

describe('the bridges that are offered', () => {
  it('are those that the administrator allows, where the helper can do it', async () => {
    for (const name of ['br1', 'br2']) {
      await mkdir(join(dir, 'net', name, 'bridge'), { recursive: true })
    }
    await mkdir(join(dir, 'net/eth9'))
    await writeFile(join(dir, 'more.conf'), 'allow br2\n')
    await writeFile(host.aclFile, `allow br0\nallow eth9\nallow gone\ninclude ${dir}/more.conf\n`)
    expect(await bridgesFor(host)).toEqual([])
    await program(helper(), ':')
    await powerless()
    expect(await bridgesFor(host)).toEqual([])
    await capable()
    expect(await bridgesFor(host)).toEqual(['br0', 'br2'])
    await writeFile(host.aclFile, 'allow all\ndeny br1\n')
    expect(await bridgesFor(host)).toEqual(['br0', 'br2'])
    await rm(host.aclFile)
    expect(await bridgesFor(host)).toEqual([])
  })
})
