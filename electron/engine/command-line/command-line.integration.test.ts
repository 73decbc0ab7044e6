import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testGuest } from '../../../scripts/test-guest/index.mjs'
import { findQemu, findQemuImg } from '../capabilities/index.ts'
import { connectWhenReady } from '../process/connect-when-ready.ts'
import { spawnQemu } from '../process/qemu-process.ts'
import { createQcow2 } from '../storage/index.ts'
import { buildCommandLine } from './build.ts'
import { samples } from './testing/samples.ts'

const dir = await mkdtemp(join(tmpdir(), 'gh-'))
const known = samples(dir)

/** Makes every file that the samples name. */
beforeAll(async () => {
  const { kernel, initrd } = testGuest()
  await writeFile(join(dir, 'vmlinuz'), await readFile(kernel))
  await writeFile(join(dir, 'initrd'), await readFile(initrd))
  for (const name of ['a.iso', 'b.iso', 'a.img']) {
    await writeFile(join(dir, name), '')
    await truncate(join(dir, name), 1024 * 1024)
  }
  const qemuImg = await findQemuImg(process.env)
  const disks = Object.values(known).flatMap(({ config }) => config.disks)
  const images = new Set(disks.filter(({ format }) => format === 'qcow2').map(({ path }) => path))
  for (const path of images) await createQcow2({ qemuImg, path, sizeBytes: 1024 * 1024 })
})
afterAll(() => rm(dir, { recursive: true }))

describe('QEMU takes the command line of', () => {
  it.each(Object.keys(known))('%s', async (name) => {
    const sample = known[name]
    if (sample === undefined) throw new Error('no such sample')
    const argv = buildCommandLine({
      config: sample.config,
      deviceTypes: new Set(['virtio-vga']),
      ...sample.more,
      // Whether KVM can be had is another test's question.
      ...{ accelerator: 'tcg', cpu: 'max' },
      files: {
        pidFile: join(dir, 'pid'),
        qmpSocket: join(dir, 'qmp'),
        vncSocket: join(dir, 'vnc'),
        serialSocket: (id) => join(dir, id),
        serialLog: (id) => join(dir, `${id}.log`),
      },
    })
    const path = await findQemu(process.env)
    const logPath = join(dir, 'qemu.log')
    await rm(logPath, { force: true })
    await rm(join(dir, 'qmp'), { force: true })
    const env = process.env
    const qemu = await spawnQemu({ path, argv: [...argv, '-S'], logPath, env })
    const died = qemu.ended.then(async ({ code }) => {
      throw new Error(`${basename(path)} ended with ${code}: ${await readFile(logPath, 'utf8')}`)
    })
    const connected = connectWhenReady(join(dir, 'qmp'), 10_000, AbortSignal.timeout(20_000))
    const qmp = await Promise.race([connected, died])
    died.catch(() => {})
    expect(await qmp.execute('query-status')).toMatchObject({ status: 'prelaunch' })
    const opened = (await qmp.execute('query-block')).map(({ inserted }) => inserted?.file)
    const wanted = [...sample.config.disks, ...sample.config.cdroms].map((disk) => disk.path)
    expect(new Set(opened.filter(Boolean))).toEqual(new Set(wanted.filter((file) => file !== null)))
    expect(await readFile(logPath, 'utf8')).toBe('')
    await qmp.execute('quit')
    await qemu.ended
  })
})
