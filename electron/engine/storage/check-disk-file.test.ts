import { execFileSync } from 'node:child_process'
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Sandbox } from '../capabilities/fake-program.test-support.ts'
import { checkDiskFile } from './check-disk-file.ts'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await Sandbox.make()
})
afterEach(() => sandbox.remove())

const check = (path: string, writable = true) => checkDiskFile(path, { writable })

describe('checkDiskFile', () => {
  it('accepts a file, by a link too', async () => {
    await writeFile(sandbox.path('disk'), '')
    await symlink(sandbox.path('disk'), sandbox.path('link'))
    await check(sandbox.path('disk'))
    await check(sandbox.path('link'))
  })

  it('tells what is missing', async () => {
    await writeFile(sandbox.path('file'), '')
    await symlink(sandbox.path('nowhere'), sandbox.path('dangling'))
    for (const path of ['absent', 'absent/below', 'file/below', 'dangling']) {
      await expect(check(sandbox.path(path))).rejects.toMatchObject({
        code: 'DISK_MISSING',
        params: { path: sandbox.path(path) },
        cause: { code: expect.stringMatching(/^ENO/) },
      })
    }
  })

  it('tells a folder', async () => {
    await mkdir(sandbox.path('folder'))
    await expect(check(sandbox.path('folder'))).rejects.toMatchObject({ code: 'DISK_IS_DIRECTORY' })
  })

  it('tells what may not be used', async () => {
    if (process.getuid?.() === 0) {
      // Root may read everything; what nobody may write is a file of the kernel's own.
      await expect(check('/proc/sys/kernel/ostype')).rejects.toMatchObject({
        code: 'DISK_UNREADABLE',
      })
      await check('/proc/sys/kernel/ostype', false)
      return
    }
    await writeFile(sandbox.path('disk'), '')
    await chmod(sandbox.path('disk'), 0o400)
    await check(sandbox.path('disk'), false)
    await expect(check(sandbox.path('disk'))).rejects.toMatchObject({ code: 'DISK_UNREADABLE' })
    await chmod(sandbox.path('disk'), 0o200)
    await expect(check(sandbox.path('disk'), false)).rejects.toMatchObject({
      code: 'DISK_UNREADABLE',
    })
    await mkdir(sandbox.path('closed'), { mode: 0o000 })
    await expect(check(sandbox.path('closed/disk'))).rejects.toMatchObject({
      code: 'DISK_UNREADABLE',
    })
  })

  it('refuses a pipe and a character device, and does not wait for them', async () => {
    execFileSync('mkfifo', [sandbox.path('pipe')])
    for (const path of [sandbox.path('pipe'), '/dev/zero']) {
      await expect(check(path, false)).rejects.toMatchObject({ code: 'DISK_FORMAT_UNKNOWN' })
    }
  })

  it('tells a loop of links', async () => {
    await symlink(sandbox.path('b'), sandbox.path('a'))
    await symlink(sandbox.path('a'), sandbox.path('b'))
    await expect(check(sandbox.path('a'))).rejects.toMatchObject({ code: 'DISK_UNREADABLE' })
  })
})
