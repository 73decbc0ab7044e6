import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from './read-config.ts'

let dir: string
let path: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-config-'))
  path = join(dir, 'daemon.toml')
})
afterEach(() => rm(dir, { recursive: true }))

describe('readConfig', () => {
  it('takes what holds by default where there is no file', async () => {
    await expect(readConfig(path)).resolves.toMatchObject({
      features: { 'separate-qemu-account': true, 'host-usb': false },
    })
  })

  it('names file, line and reason, and what else is wrong', async () => {
    await writeFile(path, '[features]\nautostart = 1\n\n[x]\n')
    await expect(readConfig(path)).rejects.toMatchObject({
      code: 'DAEMON_CONFIG_INVALID',
      message: `Line 2 of ${path} cannot be used: [features] autostart: it has to be true or false.`,
      cause: 'line 4: there is no table or key “x”',
    })
  })

  it('names the line that is no UTF-8', async () => {
    await writeFile(path, Buffer.concat([Buffer.from('# ä\n'), Buffer.from('# \xE4\n', 'latin1')]))
    await expect(readConfig(path)).rejects.toMatchObject({
      ...{ code: 'DAEMON_CONFIG_INVALID', params: { path, line: 2, reason: 'it is not UTF-8' } },
    })
  })

  it('reads no more than a configuration is long', async () => {
    await writeFile(path, Buffer.alloc(1 << 20, 0xff))
    await expect(readConfig(path)).rejects.toMatchObject({
      ...{ code: 'DAEMON_CONFIG_INVALID', params: { reason: 'the file is larger than 64 KiB' } },
    })
  })

  it('waits for no pipe and takes no folder', async () => {
    execFileSync('mkfifo', [path])
    await expect(readConfig(path)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    await expect(readConfig(dir)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })

  it('makes nothing for root of a file that others may write', async () => {
    await writeFile(path, '')
    await chmod(path, 0o664)
    await expect(readConfig(path)).resolves.toBeDefined()
    await expect(readConfig(path, { trusted: true })).rejects.toMatchObject({
      code: 'DAEMON_CONFIG_UNSAFE',
    })
  })
})
