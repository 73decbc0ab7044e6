import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { identify, type ProcessIdentity } from '../../platform/process-identity.ts'
import { silentLogger } from '../../platform/logger.ts'
import { Sandbox } from '../capabilities/fake-program.test-support.ts'
import { enterScope } from './enter-scope.ts'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await Sandbox.make()
  await mkdir(sandbox.path('systemd'))
  await writeFile(sandbox.path('systemd/private'), '')
})
afterEach(() => sandbox.remove())

const me = identify(process.pid)
/** Its number may be another's by now, but nobody else began at that time. */
const gone: ProcessIdentity = { pid: process.ppid, startTime: '0', bootId: '' }

/** A manager that takes any unit; what it was asked for is in the file "asked". */
async function enter(process: ProcessIdentity, helpers: readonly ProcessIdentity[]) {
  const run = '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11'
  const unit = `app_2dguesthouse_2d${run.replaceAll('-', '')}_2escope`
  await sandbox.program(
    'busctl',
    `echo "$*" >> ${sandbox.path('asked')}\necho 'o "/org/freedesktop/systemd1/unit/${unit}"'`,
  )
  const recorded: object[] = []
  const record = {
    ...{ run, process, config: { name: 'a', limits: undefined } },
    helpers: helpers.map((helper) => ({ name: 'tpm', process: helper })),
  }
  const handle = {
    record,
    updateRecord: async (part: object) => {
      recorded.push(part)
    },
  } as unknown as Parameters<typeof enterScope>[0]
  const env = { ...sandbox.env, XDG_RUNTIME_DIR: join(sandbox.directory) }
  await enterScope(handle, { env, logger: silentLogger })
  return { recorded, asked: await sandbox.read('asked') }
}

test('a helper that has ended does not keep the guest from its scope', async () => {
  if (me === null) throw new Error('not running')
  const { asked, recorded } = await enter(me, [gone])
  expect(asked).toContain(`PIDs au 1 ${process.pid}`)
  expect(recorded).toHaveLength(1)
})

test('a QEMU that has ended gets none', async () => {
  expect(await enter(gone, [])).toEqual({ recorded: [], asked: '' })
})
