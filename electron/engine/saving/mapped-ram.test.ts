import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import { resolvePaths } from '../../platform/paths.ts'
import { guest } from '../command-line/testing/sample.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import type { QmpClient, QmpEvent } from '../qmp/index.ts'
import { planRestore } from './restore.ts'
import { saveGuest } from './save.ts'

/** As far as saving is concerned, a QEMU of 9.0 or later, which this machine need not have. */
function newerQemu(stateFile: string) {
  const said: unknown[] = []
  const listeners = new Set<(event: QmpEvent) => void>()
  const completed: QmpEvent = {
    event: 'MIGRATION',
    data: { status: 'completed' },
    timestamp: { seconds: 0, microseconds: 0 },
  }
  const answers: Readonly<Record<string, () => unknown>> = {
    'query-migrate': () => ({}),
    'query-status': () => ({ running: true, status: 'running' }),
    'query-chardev': () => [],
    'qom-list': () => [],
    'qom-get': () => 'pc-q35-9.0-machine',
    'query-memory-size-summary': () => ({ 'base-memory': 256 * 1024 ** 2 }),
    'query-migrate-capabilities': () => [{ capability: 'mapped-ram', state: false }],
    migrate: () => writeFile(stateFile, 'memory').then(tell),
    'migrate-incoming': () => tell(),
  }
  const tell = (): void => listeners.forEach((listener) => listener(completed))
  const qmp = {
    version: '9.0.0',
    execute: async (command: string, args?: unknown) => {
      said.push(args === undefined ? command : { [command]: args })
      return (await answers[command]?.()) ?? {}
    },
    onEvent: (listener: (event: QmpEvent) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onClose: () => () => {},
    close: () => {},
  }
  // Only what is asked of it here is answered, so the types of all commands do not hold.
  return { said, qmp: qmp as unknown as QmpClient }
}

it('a guest is saved to and goes on from a file that QEMU 9.0 and later writes itself', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'gh-'))
  try {
    const allPaths = resolvePaths({ HOME: dir, XDG_RUNTIME_DIR: dir })
    const paths = allPaths.guest('g')
    for (const path of [paths.dir, paths.runtimeDir]) await mkdir(path, { recursive: true })
    const { said, qmp } = newerQemu(paths.unfinishedState)
    const config = guest()
    const record = { config, connections: {}, disposable: false, cpu: 'max', accelerator: 'tcg' }
    const job = { signal: new AbortController().signal, progress: () => {} }
    const taken: unknown[] = []
    const handle = {
      ...{ paths, allPaths, job, env: {}, logger: silentLogger, config: () => config },
      run: () => ({ qmp, record: { ...record, acceleratorReason: 'asked-for' } }),
      ...{ apply: () => {}, readRunState: async () => {}, end: async () => {} },
      files: {
        take: async (_: string, files: readonly object[]) => void taken.push(files),
        release: async (_: string, names: readonly string[]) => void taken.push(names),
      },
    } as unknown as GuestHandle

    await saveGuest(handle)
    const channel = (filename: string) => [
      { 'channel-type': 'main', addr: { transport: 'file', filename, offset: 0 } },
    ]
    const mappedRam = { capabilities: [{ capability: 'mapped-ram', state: true }] }
    const written = said.indexOf('stop')
    expect(written).toBeGreaterThan(0)
    expect(said.slice(written)).toEqual([
      ...['stop', 'query-migrate-capabilities'],
      { 'migrate-set-capabilities': { capabilities: [{ capability: 'events', state: true }] } },
      { 'migrate-set-parameters': { 'max-bandwidth': 0 } },
      { 'migrate-set-capabilities': mappedRam },
      { migrate: { channels: channel(paths.unfinishedState) } },
      { 'qom-get': { path: '/machine', property: 'type' } },
      { 'qom-list': { path: '/machine/peripheral' } },
      'query-memory-size-summary',
    ])
    const saved = JSON.parse(await readFile(paths.savedFile, 'utf8'))
    expect(saved).toMatchObject({ format: 'mapped-ram', bytes: 6, machineType: 'pc-q35-9.0' })

    // QEMU opens the file by its name, and has it no longer than that.
    const { unfinishedState: path } = paths
    expect(taken).toEqual([[{ path, access: 'write' }], [path]])

    said.length = 0
    const plan = await planRestore(handle)
    expect(plan.files).toEqual([{ path: paths.savedState, access: 'read' }])
    await plan.answered?.(qmp, job.signal)
    await plan.close?.()
    expect(said.slice(-3)).toEqual([
      { 'migrate-set-capabilities': mappedRam },
      { 'migrate-incoming': { channels: channel(paths.savedState) } },
      'cont',
    ])
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
})
