import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import { type Engine, openEngine } from '../index.ts'
import { connectQmp } from '../qmp/index.ts'
import { EngineHome, eventually, idleGuest, pidOf, viewOf } from '../testing/engine-home.ts'

let home: EngineHome
beforeEach(async () => {
  home = await EngineHome.make()
})
afterEach(() => home.dispose())

const disk = { kind: 'new', sizeBytes: 64 * 1024 ** 2 } as const
const kept = async (id: string): Promise<string[]> =>
  (await readdir(home.paths.guest(id).dir)).filter((name) => name.startsWith('saved')).sort()

async function started(engine: Engine): Promise<string> {
  const { id } = await engine.create(idleGuest({ disk }))
  await engine.start(id)
  return id
}

/** Puts a folder back as it was, times included. */
function putBack(picture: string, dir: string): void {
  execFileSync('rm', ['-rf', dir])
  execFileSync('cp', ['-a', picture, dir])
}

describe('when the power goes', () => {
  it('within a save, there is a guest that is off or a saved one, and nothing between', async () => {
    const pictures = new Map<string, string>()
    let dir = ''
    const picture = (message: string, fields?: object): void => {
      if (message !== 'saving' || fields === undefined || !('step' in fields)) return
      const copy = join(home.dir, `power-${pictures.size}`)
      pictures.set(String(fields.step), copy)
      execFileSync('cp', ['-a', dir, copy])
    }
    const logger = { ...silentLogger, debug: picture }
    const engine = await openEngine({ env: home.env, logger })
    const id = await started(engine)
    dir = home.paths.guest(id).dir
    await engine.save(id)
    await engine.close()
    expect([...pictures.keys()]).toEqual([
      'begun',
      'stopped',
      'migrating',
      'written',
      'named',
      'recorded',
    ])
    for (const [step, copy] of pictures) {
      putBack(copy, dir)
      const again = await home.open()
      const saved = step === 'recorded'
      expect(viewOf(again, id), step).toMatchObject({ state: saved ? 'saved' : 'stopped' })
      expect(await kept(id), step).toEqual(saved ? ['saved.json', 'saved.state'] : [])
      await again.start(id)
      expect(viewOf(again, id).state, step).toBe('running')
      await again.powerOff(id)
      await home.close(again)
    }
  })

  it('just before the guest goes on, it is saved still; once its disk changed, it is off', async () => {
    const first = await home.open()
    const id = await started(first)
    await first.save(id)
    await home.close(first)
    const paths = home.paths.guest(id)
    await rename(paths.savedFile, paths.resumedFile)
    const second = await home.open()
    expect(viewOf(second, id).state).toBe('saved')
    await home.close(second)
    await rename(paths.savedFile, paths.resumedFile)
    execFileSync('qemu-io', ['-f', 'qcow2', '-c', 'write -P 7 0 64k', paths.disk('disk0')])
    const third = await home.open()
    expect(viewOf(third, id).state).toBe('stopped')
    expect(await kept(id)).toEqual([])
  })
})

describe('when the app is killed', () => {
  it('within a save, the next one undoes it and the guest runs on', async () => {
    const first = await home.open()
    const id = await started(first)
    const pid = pidOf(viewOf(first, id))
    await home.close(first)
    // What an engine that is killed leaves: a guest that stands still, and half a stream.
    const paths = home.paths.guest(id)
    const server = createServer((socket) => socket.once('data', () => socket.destroy()))
    server.listen(paths.saveSocket)
    await once(server, 'listening')
    await writeFile(paths.savingFile, JSON.stringify({ wasPaused: false, clipboard: false }))
    await writeFile(paths.unfinishedState, 'half')
    const qmp = await connectQmp({ path: paths.qmpSocket })
    await qmp.execute('stop')
    await qmp.execute('migrate', { uri: `unix:${paths.saveSocket}` })
    const gone = new Promise<void>((resolve) => qmp.onClose(() => resolve()))
    qmp.close()
    await gone
    server.close()

    const second = await home.open()
    await eventually(() =>
      expect(viewOf(second, id)).toMatchObject({ state: 'running', runtime: { pid }, job: null }),
    )
    expect(await kept(id)).toEqual([])
    await second.save(id)
    expect(viewOf(second, id).state).toBe('saved')
  })

  it('after the state was recorded, the guest is a saved one, and its QEMU is ended', async () => {
    const first = await home.open()
    const id = await started(first)
    await first.save(id)
    const paths = home.paths.guest(id)
    const copy = join(home.dir, 'copy')
    execFileSync('cp', ['-a', paths.dir, copy])
    await first.start(id)
    await eventually(async () => expect(await kept(id)).toEqual([]))
    await first.pause(id)
    await home.close(first)
    for (const name of ['saved.json', 'saved.state']) {
      execFileSync('cp', ['-a', join(copy, name), paths.dir])
    }
    const second = await home.open()
    await eventually(() =>
      expect(viewOf(second, id)).toMatchObject({ state: 'saved', runtime: null }),
    )
    expect(await home.guestPids()).toEqual([])
  })

  it('before a guest ran its first instruction, its QEMU is ended', async () => {
    const first = await home.open()
    const { id } = await first.create(idleGuest({ disk }))
    await home.close(first)
    const { configFile } = home.paths.guest(id)
    const config = JSON.parse(await readFile(configFile, 'utf8'))
    await writeFile(configFile, JSON.stringify({ ...config, extraArguments: ['-S'] }))
    const second = await home.open()
    await second.start(id)
    expect(viewOf(second, id).state).toBe('starting')
    await home.close(second)
    const third = await home.open()
    await eventually(() => expect(viewOf(third, id)).toMatchObject({ state: 'stopped', job: null }))
    expect(await home.guestPids()).toEqual([])
  })

  it('just after the guest went on, what is left of its state is removed', async () => {
    const first = await home.open()
    const id = await started(first)
    await home.close(first)
    const paths = home.paths.guest(id)
    await writeFile(paths.resumedFile, '{}')
    await writeFile(paths.savedState, 'x')
    const second = await home.open()
    await eventually(async () => expect(await kept(id)).toEqual([]))
    await eventually(() =>
      expect(viewOf(second, id)).toMatchObject({ state: 'running', job: null }),
    )
  })
})
