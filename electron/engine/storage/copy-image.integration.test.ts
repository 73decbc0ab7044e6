import { execFileSync } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { needsOwnFileSystem } from '../testing/user-namespaces.ts'
import { findQemuImg } from './index.ts'
import { makeQcow2, TestGuest, write } from './test-guest.test-support.ts'

let guest: TestGuest
beforeEach(async () => {
  guest = await TestGuest.make()
})
afterEach(() => guest.remove())

describe('a copy for which there is no space', () => {
  it('is not begun, and the figures are said', async (context) => {
    needsOwnFileSystem(context)
    const path = makeQcow2(guest.elsewhere('mine'))
    write(path, 1, '0', '4M')
    const bundle = guest.elsewhere('copy.cjs')
    await build({
      entryPoints: [fileURLToPath(new URL('./copy-image.ts', import.meta.url))],
      ...{ bundle: true, platform: 'node', format: 'cjs', outfile: bundle, logLevel: 'error' },
    })
    const script = `
      const { copyImage, convertImage } = require(${JSON.stringify(bundle)})
      const { readdirSync } = require('node:fs')
      const job = { signal: new AbortController().signal, progress() {} }
      const tools = { qemuImg: ${JSON.stringify(await findQemuImg(process.env))}, job }
      const image = { path: ${JSON.stringify(path)}, format: 'qcow2', backing: [] }
      const to = process.argv[1] + '/copy'
      const said = ({ code, params }) => ({ code, ...params })
      Promise.all([
        copyImage(tools, image, to).then(() => null, said),
        convertImage(tools, image, { path: to, format: 'raw' }).then(() => null, said),
      ]).then((all) => console.log(JSON.stringify([...all, readdirSync(process.argv[1])])))`
    const inside = 'mount -t tmpfs -o size=2m none "$1" && exec "$2" -e "$3" "$1"'
    const full = guest.elsewhere('full')
    await mkdir(full)
    const args = ['-Urm', 'sh', '-c', inside, 'sh', full, process.execPath, script]
    const refused = { code: 'SPACE_NEEDED', path: `${full}/copy`, freeMiB: 2 }
    expect(JSON.parse(execFileSync('unshare', args, { encoding: 'utf8' }))).toEqual([
      { ...refused, neededMiB: 5 },
      { ...refused, neededMiB: 5 },
      [],
    ])
  })
})
