import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testGuest } from '../../../scripts/test-guest/index.mjs'
import { commandLineCapabilities } from '../command-line/index.ts'
import { buildCommandLine } from '../command-line/build.ts'
import { guest, nic, resources } from '../command-line/testing/sample.ts'
import { filesIn, startQemu, type StartedQemu } from '../command-line/testing/start-qemu.ts'
import { probeQemu } from '../capabilities/index.ts'
import { GuestShell } from '../testing/guest-shell.ts'
import { silentLogger } from '../../platform/logger.ts'
import { prepareTap, tapHost } from './tap.ts'

const HOST_ADDRESS = '10.99.0.1'
const GUEST_ADDRESS = '10.99.0.2'

const dir = await mkdtemp(join(tmpdir(), 'gh-'))
const { readyLine, kernel, initrd, commandLine } = testGuest()

/**
 * A network of its own, in which this account may do what only an administrator does otherwise: it
 * hands out a TAP device on a bridge. It is there until its stdin ends.
 */
let network: ChildProcessByStdio<Writable, Readable, null>
/** QEMU inside that network, with no privilege there: nsenter keeps the uid, exec drops the rest. */
const qemuInside = join(dir, 'qemu-inside')

beforeAll(async () => {
  const sys = join(dir, 'sys')
  await mkdir(sys)
  const steps = [
    `mount -t sysfs none ${sys}`,
    'ip tuntap add dev gh0 mode tap user $(id -u)',
    'ip link add br0 type bridge',
    `ip addr add ${HOST_ADDRESS}/24 dev br0`,
    'ip link set gh0 master br0',
    'ip link set gh0 up',
    'ip link set br0 up',
    'echo ready',
    'exec cat',
  ]
  network = spawn(
    'unshare',
    ['-Unm', '--map-current-user', '--keep-caps', '--', 'sh', '-c', steps.join(' && ')],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const [words] = await once(network.stdout, 'data')
  expect(String(words)).toBe('ready\n')
  const enter = `nsenter -t ${network.pid} -U -n --preserve-credentials`
  await writeFile(qemuInside, `#!/bin/sh\nexec ${enter} /usr/bin/qemu-system-x86_64 "$@"\n`)
  await chmod(qemuInside, 0o755)
})
afterAll(async () => {
  network.stdin.end()
  await once(network, 'exit')
  await rm(dir, { recursive: true })
})

/** What the TAP device looks like to the engine. */
const prepared = () =>
  prepareTap('gh0', 'net0', {
    ...tapHost(),
    sysClassNet: `/proc/${network.pid}/root${dir}/sys/class/net`,
  })

async function start(): Promise<StartedQemu> {
  const { backend } = await prepared()
  const qemu = await probeQemu({
    env: process.env,
    cacheFile: join(dir, 'capabilities.json'),
    logger: silentLogger,
  })
  const config = guest({
    kernelBoot: { kernel, initrd, commandLine },
    serials: [{ id: 'serial0' }],
    nics: [nic('net0', '01', { network: { kind: 'tap', device: 'gh0' } })],
  })
  const argv = buildCommandLine({
    ...{ config, accelerator: 'tcg', cpu: 'max', capabilities: commandLineCapabilities(qemu) },
    ...resources({ nics: { net0: backend } }),
    files: filesIn(dir),
  })
  return startQemu(qemuInside, argv, dir)
}

it('a guest meets this computer’s bridge through a TAP device that was handed to its user', async () => {
  expect(await prepared()).toEqual({ backend: { kind: 'tap', device: 'gh0' }, notice: null })
  const qemu = await start()
  const pid = (await readFile(join(dir, 'pid'), 'utf8')).trim()
  expect(await readFile(`/proc/${pid}/status`, 'utf8')).toMatch(/^CapEff:\t0+$/m)
  // Somebody has it open now.
  expect((await prepared()).notice).toMatchObject({ code: 'TAP_BUSY', device: 'net0' })
  const shell = await GuestShell.open(join(dir, 'serial0'), readyLine, async () => '')
  await shell.run(`ip addr add ${GUEST_ADDRESS}/24 dev eth0; ip link set eth0 up`)
  expect(await shell.run(`ping -c 3 ${HOST_ADDRESS}`)).toContain('3 packets received')
  shell.close()
  await qemu.quit()
  // It outlives the guest, for the next one.
  expect(await prepared()).toMatchObject({ notice: null })
})
