import { link, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BoundedChild, startChild } from '../capabilities/bounded-child.ts'
import { Sandbox } from '../capabilities/fake-program.test-support.ts'
import { findQemu } from '../capabilities/index.ts'
import { openQmp } from '../qmp/index.ts'
import { createQcow2, findDiskHolder, findQemuImg, inspectImage } from './index.ts'

const MIB = 1024 * 1024

let sandbox: Sandbox
const children: BoundedChild[] = []
beforeEach(async () => {
  expect(process.getuid?.(), 'QEMU is never run as root').not.toBe(0)
  sandbox = await Sandbox.make()
})
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill()
    await child.ended
  }
  await sandbox.remove()
})

/** Starts a QEMU that has the image in a drive. Resolves when it has opened it, with its pid. */
async function hold(path: string, drive: 'disk' | 'read-only disk' | 'cdrom'): Promise<number> {
  const readOnly = drive !== 'disk'
  const file = { driver: 'file', 'node-name': 'file', filename: path, 'read-only': readOnly }
  const driver = drive === 'cdrom' ? 'raw' : 'qcow2'
  const format = { driver, 'node-name': 'format', file: 'file', 'read-only': readOnly }
  const device = { driver: drive === 'cdrom' ? 'ide-cd' : 'virtio-blk-pci', drive: 'format' }
  const child = await startChild({
    file: await findQemu(process.env),
    args: [
      ...['-nodefaults', '-no-user-config', '-display', 'none', '-S', '-machine', 'q35'],
      ...['-accel', 'tcg', '-qmp', 'stdio', '-blockdev', JSON.stringify(file)],
      ...['-blockdev', JSON.stringify(format), '-device', JSON.stringify(device)],
    ],
  })
  children.push(child)
  const streams = { readable: child.process.stdout, writable: child.process.stdin }
  try {
    await openQmp(streams, { greetingTimeoutMs: 20_000 })
  } catch (error) {
    await child.ended
    throw new Error(child.stderr(), { cause: error })
  }
  return child.process.pid ?? 0
}

async function newDisk(): Promise<string> {
  const path = sandbox.path('disk.qcow2')
  await createQcow2({ qemuImg: await findQemuImg(process.env), path, sizeBytes: MIB })
  return path
}

describe('findDiskHolder', { timeout: 60_000 }, () => {
  it('finds nobody where nobody holds the disk', async () => {
    const path = await newDisk()
    expect(await findDiskHolder(path)).toBeNull()
    expect(await findDiskHolder(sandbox.path('absent'))).toBeNull()
  })

  it('names the QEMU that writes to it, until that ends', async () => {
    const path = await newDisk()
    const pid = await hold(path, 'disk')
    const holder = `qemu-system-x86, process ${pid}`
    expect(await findDiskHolder(path)).toBe(holder)
    expect(await findDiskHolder(path, { writable: false })).toBe(holder)
    await link(path, sandbox.path('other-name'))
    expect(await findDiskHolder(sandbox.path('other-name'))).toBe(holder)
    // QEMU agrees.
    await expect(hold(path, 'disk')).rejects.toThrow(/Failed to get (shared )?".*" lock/)
    await expect(hold(path, 'read-only disk')).rejects.toThrow(/Failed to get (shared )?".*" lock/)
    // Reading its header is still possible.
    const qemuImg = await findQemuImg(process.env)
    expect(await inspectImage({ qemuImg, path })).toMatchObject({ format: 'qcow2' })
    children[0]?.kill()
    await children[0]?.ended
    expect(await findDiskHolder(path)).toBeNull()
  })

  it('lets a CD image be in many drives', async () => {
    const path = sandbox.path('cd.iso')
    await writeFile(path, Buffer.alloc(MIB))
    const pid = await hold(path, 'cdrom')
    expect(await findDiskHolder(path, { writable: false })).toBeNull()
    // QEMU agrees.
    await hold(path, 'cdrom')
    // Nobody may write to it meanwhile.
    expect(await findDiskHolder(path)).toBe(`qemu-system-x86, process ${pid}`)
  })

  it('lets a read-only disk be shared by readers, and QEMU keeps a writer out', async () => {
    const path = await newDisk()
    const pid = await hold(path, 'read-only disk')
    expect(await findDiskHolder(path, { writable: false })).toBeNull()
    await hold(path, 'read-only disk')
    expect(await findDiskHolder(path)).toContain('qemu-system-x86, process ')
    expect(pid).toBeGreaterThan(0)
    await expect(hold(path, 'disk')).rejects.toThrow(/Failed to get (shared )?".*" lock/)
  })
})
