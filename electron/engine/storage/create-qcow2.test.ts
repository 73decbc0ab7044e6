import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Sandbox } from '../capabilities/fake-program.test-support.ts'
import { createQcow2 } from './create-qcow2.ts'
import { inspectImage } from './inspect-image.ts'

let sandbox: Sandbox
let path: string
beforeEach(async () => {
  sandbox = await Sandbox.make()
  path = sandbox.path('disk.qcow2')
})
afterEach(() => sandbox.remove())

/** A qemu-img that writes a part of the image and then does as told. */
const fakeQemuImg = (then: string): Promise<string> =>
  sandbox.program('qemu-img', `echo "$@" > ${sandbox.path('args')}; echo part > ${path}; ${then}`)

const create = async (then: string, signal?: AbortSignal): Promise<void> =>
  createQcow2({
    qemuImg: await fakeQemuImg(then),
    path,
    sizeBytes: 1024 * 1024,
    ...(signal === undefined ? {} : { signal }),
  })

describe('createQcow2', () => {
  it('gives qemu-img a name that it cannot misread', async () => {
    await create('exit 0')
    expect(await sandbox.read('args')).toBe(`create -q -f qcow2 -- file:${path} 1048576\n`)
  })

  it('removes the partial file when there is no space', async () => {
    for (const words of ['No space left on device', 'Disk quota exceeded']) {
      const creating = create(`echo "qemu-img: ${path}: Could not write: ${words}" >&2; exit 1`)
      await expect(creating).rejects.toMatchObject({
        code: 'NO_SPACE',
        params: { path },
        cause: expect.stringContaining(words),
      })
      expect(existsSync(path)).toBe(false)
    }
  })

  it('removes the partial file when qemu-img fails or dies', async () => {
    await expect(create('echo "qemu-img: no" >&2; exit 1')).rejects.toMatchObject({
      code: 'DISK_CREATE_FAILED',
      cause: 'qemu-img: no',
    })
    expect(existsSync(path)).toBe(false)
    await expect(create('kill -SEGV $$')).rejects.toMatchObject({
      code: 'DISK_CREATE_FAILED',
      cause: 'ended by SIGSEGV',
    })
    expect(existsSync(path)).toBe(false)
  })

  it('removes the partial file when it is stopped', async () => {
    const controller = new AbortController()
    const creating = create('exec sleep 1000', controller.signal)
    while (!existsSync(sandbox.path('args'))) await new Promise(setImmediate)
    const reason = new Error('changed my mind')
    controller.abort(reason)
    await expect(creating).rejects.toBe(reason)
    expect(existsSync(path)).toBe(false)
    await expect(create('exit 0', controller.signal)).rejects.toBe(reason)
    expect(existsSync(path)).toBe(false)
  })

  it('never touches a file that is there', async () => {
    await writeFile(path, 'precious')
    const qemuImg = await sandbox.program('qemu-img', `touch ${sandbox.path('ran')}`)
    const creating = createQcow2({ qemuImg, path, sizeBytes: 1024 * 1024 })
    await expect(creating).rejects.toMatchObject({ code: 'DISK_EXISTS' })
    expect(await readFile(path, 'utf8')).toBe('precious')
    expect(existsSync(sandbox.path('ran'))).toBe(false)
  })

  it('says what is wrong with the place or the program', async () => {
    const qemuImg = await fakeQemuImg('exit 0')
    const below = sandbox.path('absent/disk.qcow2')
    await expect(createQcow2({ qemuImg, path: below, sizeBytes: 1 })).rejects.toMatchObject({
      code: 'DISK_CREATE_FAILED',
      cause: { code: 'ENOENT' },
    })
    const gone = sandbox.path('gone')
    await expect(createQcow2({ qemuImg: gone, path, sizeBytes: 1 })).rejects.toMatchObject({
      code: 'QEMU_IMG_NOT_FOUND',
    })
    expect(existsSync(path)).toBe(false)
  })
})

describe('inspectImage', () => {
  it('refuses answers that are no image information', async () => {
    await writeFile(path, '')
    for (const script of ['echo hello', 'echo "{}"', 'echo "qemu-img: bad" >&2; exit 1']) {
      const qemuImg = await sandbox.program('qemu-img', script)
      await expect(inspectImage({ qemuImg, path })).rejects.toMatchObject({
        code: 'DISK_FORMAT_UNKNOWN',
        params: { path },
      })
    }
  })

  it('looks at the file before it asks qemu-img', async () => {
    const qemuImg = await sandbox.program('qemu-img', `touch ${sandbox.path('ran')}`)
    await expect(inspectImage({ qemuImg, path })).rejects.toMatchObject({ code: 'DISK_MISSING' })
    const folder = sandbox.directory
    await expect(inspectImage({ qemuImg, path: folder })).rejects.toMatchObject({
      code: 'DISK_IS_DIRECTORY',
    })
    expect(existsSync(sandbox.path('ran'))).toBe(false)
  })
})
