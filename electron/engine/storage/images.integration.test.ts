import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DISK_BYTES } from '../../../shared/domain/guest-config.ts'
import { Sandbox } from '../capabilities/fake-program.test-support.ts'
import { needsOwnFileSystem } from '../testing/user-namespaces.ts'
import { createQcow2, findQemuImg, inspectImage } from './index.ts'

const MIB = 1024 * 1024

let sandbox: Sandbox
let qemuImg: string
beforeEach(async () => {
  sandbox = await Sandbox.make()
  qemuImg = await findQemuImg(process.env)
})
afterEach(() => sandbox.remove())

describe('createQcow2 with the real qemu-img', () => {
  it('makes images of the smallest and the largest size', async () => {
    for (const sizeBytes of [DISK_BYTES.min, DISK_BYTES.max]) {
      const path = sandbox.path(`${sizeBytes}.qcow2`)
      await createQcow2({ qemuImg, path, sizeBytes })
      const image = await inspectImage({ qemuImg, path })
      expect(image).toMatchObject({ format: 'qcow2', virtualSizeBytes: sizeBytes })
      expect(image.actualSizeBytes).toBeLessThan(2 * MIB)
      expect((await stat(path)).mode & 0o777).toBe(0o600)
    }
  })

  it('takes names as names, whatever they look like', async () => {
    const names = ['-o', 'a:b', 'a,b,size=1', 'json:{"driver":"null-co"}', 'nbd:unix:x', 'file:x']
    names.push('100%41', 'new\nline', 'größe €', 'fat:rw:x', 'a\\b"c\'d')
    for (const name of names) {
      const path = sandbox.path(name)
      await createQcow2({ qemuImg, path, sizeBytes: MIB })
      expect(await inspectImage({ qemuImg, path })).toMatchObject({ format: 'qcow2' })
    }
    expect((await readdir(sandbox.directory)).sort()).toEqual(names.sort())
  })

  it('leaves nothing behind when the disk is full', async (context) => {
    needsOwnFileSystem(context)
    const bundle = sandbox.path('create.cjs')
    await build({
      entryPoints: [fileURLToPath(new URL('./create-qcow2.ts', import.meta.url))],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile: bundle,
      logLevel: 'error',
    })
    const script = `
      const { createQcow2 } = require(${JSON.stringify(bundle)})
      const { readdirSync } = require('node:fs')
      const path = process.argv[1] + '/disk.qcow2'
      createQcow2({ qemuImg: ${JSON.stringify(qemuImg)}, path, sizeBytes: 2 ** 30 }).then(
        () => console.log('{"code":null}'),
        ({ code, cause }) => {
          console.log(JSON.stringify({ code, cause, left: readdirSync(process.argv[1]) }))
        },
      )`
    const inside = 'mount -t tmpfs -o size=64k none "$1" && exec "$2" -e "$3" "$1"'
    const full = sandbox.path('full')
    await mkdir(full)
    const args = ['-Urm', 'sh', '-c', inside, 'sh', full, process.execPath, script]
    expect(JSON.parse(execFileSync('unshare', args, { encoding: 'utf8' }))).toEqual({
      ...{
        code: 'NO_SPACE',
        cause: expect.stringContaining('No space left on device'),
        left: [],
      },
    })
  })

  it('leaves nothing behind when qemu-img may not write so much', async () => {
    const limited = await sandbox.program('qemu-img', `ulimit -f 64; exec ${qemuImg} "$@"`)
    const path = sandbox.path('disk.qcow2')
    const creating = createQcow2({ qemuImg: limited, path, sizeBytes: 1024 * MIB })
    await expect(creating).rejects.toMatchObject({ code: 'DISK_CREATE_FAILED', params: { path } })
    expect(existsSync(path)).toBe(false)
  })

  it('gives the words of qemu-img', async () => {
    const path = sandbox.path('disk.qcow2')
    await expect(createQcow2({ qemuImg, path, sizeBytes: 2 ** 62 })).rejects.toMatchObject({
      code: 'DISK_CREATE_FAILED',
      cause: expect.stringContaining('qemu-img:'),
    })
    expect(existsSync(path)).toBe(false)
  })
})

describe('inspectImage with the real qemu-img', () => {
  it('tells raw images, by their bytes', async () => {
    const path = sandbox.path('disk.qcow2')
    await writeFile(path, Buffer.alloc(MIB))
    expect(await inspectImage({ qemuImg, path })).toMatchObject({
      format: 'raw',
      virtualSizeBytes: MIB,
    })
  })

  it('names a backing file and does not open it', async () => {
    const path = sandbox.path('overlay.qcow2')
    const absent = sandbox.path('absent.qcow2')
    const options = ['-u', '-b', absent, '-F', 'qcow2']
    execFileSync(qemuImg, ['create', '-q', '-f', 'qcow2', ...options, path, '1M'])
    expect(await inspectImage({ qemuImg, path })).toMatchObject({
      format: 'qcow2',
      backingFile: absent,
      virtualSizeBytes: MIB,
    })
    expect(existsSync(absent)).toBe(false)
  })

  it('refuses a damaged image', async () => {
    const path = sandbox.path('disk.qcow2')
    const header = Buffer.alloc(512, 0xff)
    header.write('QFI\u00fb', 'latin1')
    await writeFile(path, header)
    await expect(inspectImage({ qemuImg, path })).rejects.toMatchObject({
      code: 'DISK_FORMAT_UNKNOWN',
      cause: expect.stringContaining('qemu-img:'),
    })
  })
})
