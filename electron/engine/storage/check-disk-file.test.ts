import { execFileSync } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
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
    await expect(check(sandbox.path('disk'))).resolves.toBeUndefined()
    await expect(check(sandbox.path('link'))).resolves.toBeUndefined()
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

  // Files of the kernel that refuse root too, so that the test holds whoever runs it.
  it('tells what may not be used', async () => {
    const readOnly = '/proc/sys/kernel/ostype'
    const writeOnly = '/proc/sys/vm/compact_memory'
    await expect(check(readOnly, false)).resolves.toBeUndefined()
    await expect(check(readOnly)).rejects.toMatchObject({
      code: 'DISK_UNREADABLE',
      cause: { code: 'EACCES' },
    })
    await expect(check(writeOnly, false)).rejects.toMatchObject({ code: 'DISK_UNREADABLE' })
  })

  it('does not call a file missing that it may not look for', async () => {
    await mkdir(sandbox.path('closed'), { mode: 0o000 })
    const code = process.getuid?.() === 0 ? 'DISK_MISSING' : 'DISK_UNREADABLE'
    await expect(check(sandbox.path('closed/disk'))).rejects.toMatchObject({ code })
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
