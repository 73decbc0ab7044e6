import { rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Engine } from '../../electron/engine/index.ts'
import type { QmpClient } from '../../electron/engine/qmp/index.ts'
import type { GuestPaths } from '../../electron/platform/paths.ts'
import { commandLineOf } from '../../electron/platform/process-identity.ts'
import { testGuest } from '../../scripts/test-guest/index.mjs'
import { startBare } from './bare-qemu.ts'
import { makeFleet } from './fleet.ts'
import { type BenchOptions, median, type Row } from './row.ts'

/** Of the guest's 512 MiB this much is random, so that it has to be written and read. */
const FILLED_MIB = 300

/** Boots the tiny Linux and fills a part of its memory. */
async function bootFilled(engine: Engine, id: string): Promise<void> {
  await engine.start(id)
  const endpoint = engine.console(id, { kind: 'serial', device: 'serial0' })
  const socket = connect(endpoint.socketPath)
  let seen = ''
  socket.on('data', (chunk: Buffer) => {
    seen += chunk.toString('latin1')
  })
  const until = async (text: string): Promise<void> => {
    while (!seen.includes(text)) await once(socket, 'data')
  }
  await until(testGuest().readyLine)
  const fill = `mount -t tmpfs -o size=90% none /mnt; dd if=/dev/urandom of=/mnt/x bs=1M count=${FILLED_MIB}`
  // The echo of what is typed must not be taken for the answer.
  socket.write(`${fill}; echo fil''led\n`)
  await until('filled')
  socket.destroy()
}

/** Settles when a migration has completed; QEMU says so by an event. */
function completed(qmp: QmpClient): Promise<void> {
  return new Promise((resolve, reject) => {
    qmp.onEvent((event) => {
      if (event.event !== 'MIGRATION') return
      if (event.data.status === 'completed') resolve()
      if (event.data.status === 'failed') reject(new Error('the migration failed'))
    })
    qmp.onClose(() => reject(new Error('QEMU is gone')))
  })
}

const withEvents = (qmp: QmpClient): Promise<unknown> =>
  qmp.execute('migrate-set-capabilities', { capabilities: [{ capability: 'events', state: true }] })

/** QEMU's own way: the state through `cat`, which its sandbox would forbid. */
const withoutSandbox = (argv: readonly string[]): string[] =>
  argv.filter((argument, index) => argument !== '-sandbox' && argv[index - 1] !== '-sandbox')

/** Restores the saved state in a QEMU of its own, saves it again, and takes the time of both. */
async function raw(
  paths: GuestPaths,
  argv: readonly string[],
): Promise<{ restore: number; save: number }> {
  const beginRestore = performance.now()
  const qemu = await startBare(paths, [...withoutSandbox(argv), '-S', '-incoming', 'defer'], {
    until: 'inmigrate',
  })
  const { qmp } = qemu
  await withEvents(qmp)
  const loaded = completed(qmp)
  await qmp.execute('migrate-incoming', { uri: `exec:cat '${paths.savedState}'` })
  await loaded
  await qmp.execute('cont')
  const restore = performance.now() - beginRestore
  const copy = join(paths.dir, 'bench.state')
  const beginSave = performance.now()
  await qmp.execute('stop')
  await qmp.execute('migrate-set-parameters', { 'max-bandwidth': 0 })
  const written = completed(qmp)
  await qmp.execute('migrate', { uri: `exec:cat > '${copy}'` })
  await written
  const save = performance.now() - beginSave
  await qemu.kill()
  await rm(copy)
  return { restore, save }
}

/** Save and restore of a guest of 512 MiB, over what QEMU itself takes for the same state. */
export async function benchSaveRestore({ quick }: BenchOptions): Promise<Row[]> {
  const fleet = await makeFleet(0)
  const { engine, home } = fleet
  try {
    const { kernel, initrd, commandLine } = testGuest()
    const { id } = await engine.create({
      ...{ name: 'bench', memoryMiB: 512, cpus: 1, disk: { kind: 'none' } },
      kernelBoot: { kernel, initrd, commandLine },
    })
    const paths = home.paths.guest(id)
    await bootFilled(engine, id)
    const argv = await commandLineOf(engine.list()[0]?.runtime?.pid ?? 0)
    const times = { save: [] as number[], restore: [] as number[] }
    const floors = { save: [] as number[], restore: [] as number[] }
    for (let round = 0; round < (quick ? 2 : 7); round++) {
      const beginSave = performance.now()
      await engine.save(id)
      times.save.push(performance.now() - beginSave)
      const { save, restore } = await raw(paths, argv)
      floors.save.push(save)
      floors.restore.push(restore)
      const beginRestore = performance.now()
      await engine.start(id)
      times.restore.push(performance.now() - beginRestore)
    }
    return (['save', 'restore'] as const).map((what) => {
      const [value, floor] = [median(times[what]), median(floors[what])]
      const ratio = value / floor
      const name = `${what} of 512 MiB`
      return { name, value, unit: 'ms', floor, ratio, goal: 1.2, ok: ratio <= 1.2 }
    })
  } finally {
    await fleet.dispose()
  }
}
