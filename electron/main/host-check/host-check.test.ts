import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type HostCheckId,
  hostCheckIds,
  hostCheckViewSchema,
} from '../../../shared/domain/host-check.ts'
import { type CheckedRow, hostPlaces } from '../../connections/this-computer.ts'
import { silentLogger } from '../../platform/logger.ts'
import { createHostCheck, type HostCheck } from './host-check.ts'

type RunChecks = NonNullable<
  NonNullable<Parameters<typeof createHostCheck>[0]['parts']>['runChecks']
>
type Run = Parameters<RunChecks>[0]

let dir = ''
/** Runs that are under way, latest last: the test says what they find. */
let runs: (Run & { end(error?: unknown): void })[] = []
let hostCheck: HostCheck

const install = {
  id: 'install-tpm',
  argv: ['true', 'two words'],
  ...{ own: false, afterLogin: false, offered: true },
}
const row = (more: Partial<CheckedRow> = {}): CheckedRow => ({
  ...{ verdict: 'good', findings: [{ code: 'TRAY_SHOWN', params: {} }], remedies: [], took: 1 },
  ...more,
})
const lacking = row({
  ...{ verdict: 'missing', remedies: [install] },
  findings: [{ code: 'TPM_PROGRAM_MISSING', params: { program: 'swtpm' } }],
})

/** Stands in for polkit: `script` says how it ends. */
async function pkexec(script: string): Promise<void> {
  const path = join(dir, 'bin/pkexec')
  await mkdir(join(dir, 'bin'), { recursive: true })
  await writeFile(path, `#!/bin/sh\nprintf '%s\\n' "$@" >>${dir}/ran\n${script}\n`)
  await chmod(path, 0o755)
}
const ran = () => readFile(join(dir, 'ran'), 'utf8').catch(() => '')
const verdictOf = (id: HostCheckId) => hostCheck.view().rows.find((one) => one.id === id)?.verdict
const latest = () => {
  const run = runs.at(-1)
  if (run === undefined) throw new Error('nothing runs')
  return run
}
/** Resolves when the host check has asked for rows to be looked at. */
const runNumber = async (count: number) => {
  while (runs.length < count) await new Promise(setImmediate)
  return latest()
}
const finishAll = (found: (id: HostCheckId) => CheckedRow = () => row()) => {
  const run = latest()
  for (const id of run.ids) run.tell(id, found(id))
  run.end()
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-check-'))
  runs = []
  const env = { PATH: `${dir}/bin:${process.env['PATH']}`, HOME: dir, DISPLAY: ':7' }
  hostCheck = createHostCheck({
    ...{ env, logger: silentLogger, disksFolder: () => null, trayHost: () => null },
    probes: {
      qemu: () => Promise.reject(new Error()),
      acceleration: () => Promise.reject(new Error()),
      daemonBridges: async () => [],
    },
    parts: {
      user: { uid: 1000, gid: 1000, name: 'ann' },
      places: hostPlaces(env),
      findPkexec: async () => join(dir, 'bin/pkexec'),
      runChecks: (run) =>
        new Promise((resolve, reject) => {
          runs.push({ ...run, end: (error) => (error === undefined ? resolve() : reject(error)) })
        }),
    },
  })
})
afterEach(async () => {
  hostCheck.close()
  await rm(dir, { recursive: true, force: true })
})

describe('a run', () => {
  it('tells rows as they come, in their order', async () => {
    expect(hostCheck.view()).toEqual({ state: 'not-run', startedAt: null, rows: [] })
    await hostCheck.run()
    const { rows, state } = hostCheck.view()
    expect(state).toBe('running')
    expect(rows.map(({ id }) => id)).toEqual(hostCheckIds)
    expect(rows.every(({ verdict, took }) => verdict === null && took === null)).toBe(true)
    const run = await runNumber(1)
    run.tell('files', row({ verdict: 'limited' }))
    expect(verdictOf('files')).toBe('limited')
    expect(hostCheck.view().state).toBe('running')
    for (const id of hostCheckIds.filter((one) => one !== 'files')) run.tell(id, row())
    expect(hostCheck.view().state).toBe('done')
    expect(() => hostCheckViewSchema.parse(hostCheck.view())).not.toThrow()
  })

  it('looks at no row a second time while it is under way', async () => {
    await hostCheck.run('tpm')
    expect((await runNumber(1)).ids).toEqual(hostCheckIds)
    await hostCheck.run()
    await hostCheck.run('tpm')
    latest().tell('tpm', row())
    await hostCheck.run('tpm')
    expect((await runNumber(2)).ids).toEqual(['tpm'])
    expect(runs).toHaveLength(2)
  })

  it('looks at one row again, and leaves the others as they are', async () => {
    await hostCheck.run()
    await runNumber(1)
    finishAll()
    await hostCheck.run('sound')
    expect(verdictOf('sound')).toBeNull()
    expect(verdictOf('tpm')).toBe('good')
    await runNumber(2)
    finishAll(() => row({ verdict: 'missing' }))
    expect(verdictOf('sound')).toBe('missing')
    expect(hostCheck.view().state).toBe('done')
  })

  it('that fails leaves rows that were not checked, and never fine', async () => {
    await hostCheck.run()
    const run = await runNumber(1)
    run.tell('tpm', row())
    run.end(new Error('no memory'))
    await new Promise(setImmediate)
    expect(verdictOf('tpm')).toBe('good')
    const others = hostCheck.view().rows.filter(({ id }) => id !== 'tpm')
    expect(others.every(({ verdict }) => verdict === 'unknown')).toBe(true)
    expect(hostCheck.view().state).toBe('done')
  })

  it('is cancelled when the app closes', async () => {
    await hostCheck.run()
    const { host } = await runNumber(1)
    hostCheck.close()
    expect(host.signal.aborted).toBe(true)
  })
})

describe('a mend', () => {
  const look = async () => {
    await hostCheck.run()
    await runNumber(1)
    finishAll((id) => (id === 'tpm' ? lacking : row()))
  }

  it('runs what was shown, word by word, and looks again', async () => {
    await pkexec('exit 0')
    await look()
    expect(hostCheck.view().rows.find(({ id }) => id === 'tpm')?.mends).toEqual([
      {
        ...{ id: 'install-tpm', doable: true, afterLogin: false },
        command: "sudo true 'two words'",
      },
    ])
    const mending = hostCheck.mend('tpm', 'install-tpm')
    expect((await runNumber(2)).ids).toEqual(['tpm'])
    // The system's own, whatever the person's PATH leads to.
    expect(await ran()).toMatch(/^--disable-internal-agent\n(?:\/usr)?\/bin\/true\ntwo words\n$/)
    finishAll()
    await mending
    expect(verdictOf('tpm')).toBe('good')
  })

  /** Its error, once the row has been looked at again. */
  const failure = async (): Promise<unknown> => {
    const mending = hostCheck.mend('tpm', 'install-tpm').then(
      () => null,
      (error: unknown) => error,
    )
    await runNumber(2)
    finishAll(() => lacking)
    return mending
  }

  it.each([
    ['exit 126', 'MEND_DISMISSED', ''],
    ['exit 127', 'MEND_NOT_AUTHORISED', ''],
    ['echo reading; echo no such package >&2; exit 100', 'MEND_FAILED', 'no such package'],
    ['kill -9 $$', 'MEND_FAILED', 'ended by SIGKILL'],
  ])('that ends with %s is an error, and the row is looked at', async (script, code, words) => {
    await pkexec(script)
    await look()
    expect(await failure()).toMatchObject({ code, cause: expect.stringContaining(words) })
    expect(verdictOf('tpm')).toBe('missing')
  })

  it('is followed by a look that began after it', async () => {
    await pkexec('exit 0')
    await look()
    await hostCheck.run('tpm')
    await runNumber(2)
    const mending = hostCheck.mend('tpm', 'install-tpm')
    while ((await ran()) === '') await new Promise(setImmediate)
    // Read before the command had an effect.
    finishAll(() => lacking)
    expect((await runNumber(3)).ids).toEqual(['tpm'])
    finishAll()
    await mending
    expect(verdictOf('tpm')).toBe('good')
  })

  it('keeps no more of its output than can be shown', async () => {
    await pkexec('head -c 100000 /dev/zero | tr "\\0" x; exit 1')
    await look()
    const { cause } = (await failure()) as Error
    expect(String(cause).length).toBeLessThanOrEqual(2_000)
  })

  it.each([
    ['tpm', 'install-everything'],
    ['sound', 'install-tpm'],
  ] as const)('that was not shown is refused: %s %s', async (id, mend) => {
    await pkexec('exit 0')
    await look()
    await expect(hostCheck.mend(id, mend)).rejects.toMatchObject({ code: 'MEND_UNAVAILABLE' })
    expect(await ran()).toBe('')
  })

  it('is refused before anything was looked at, and beside another', async () => {
    await pkexec('exit 0')
    const early = hostCheck.mend('tpm', 'install-tpm')
    await expect(early).rejects.toMatchObject({ code: 'MEND_UNAVAILABLE' })
    await look()
    const first = hostCheck.mend('tpm', 'install-tpm')
    const second = hostCheck.mend('tpm', 'install-tpm')
    await expect(second).rejects.toMatchObject({ code: 'MEND_UNDER_WAY' })
    await runNumber(2)
    finishAll()
    await first
  })
})
