import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmod,
  chown,
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { idleGuest, pidOf } from '../testing/engine-home.ts'
import { as, type Driver, known, needsAccounts, QEMU, SystemHome } from './testing/system-home.ts'

const CLOSED = '600 guesthoused:guesthoused'

let home: SystemHome
let engine: Driver
let id: string
/** The daemon's own, and nothing that guests may have. */
let victim: string
/** An allowed folder of somebody who may do in it what he likes. */
let folder: string
beforeEach(async (context) => {
  needsAccounts(context)
  home = await SystemHome.make()
  folder = join(home.base, 'folder')
  await mkdir(folder, { mode: 0o755 })
  victim = join(home.paths.dataDir, 'victim')
  await writeFile(victim, 'secret')
  await home.own(victim, 0o600)
  engine = await home.open({ directories: [folder] })
  id = (await engine.call<{ id: string }>('create', idleGuest())).id
})
afterEach(() => home?.dispose())

const take = (path: string, access = 'write'): Promise<unknown> =>
  engine.call('take', id, [{ path, access }])

describe('what is put in the place of a file that is handed over', () => {
  test('a symbolic link is refused, in the file’s place or in that of a folder above', async () => {
    const path = join(folder, 'disk')
    await symlink(victim, path)
    await expect(take(path)).rejects.toMatchObject({ code: 'FILE_UNSAFE', params: { path } })
    await symlink(home.paths.dataDir, join(folder, 'deep'))
    const below = join(folder, 'deep/victim')
    await expect(take(below)).rejects.toMatchObject({ code: 'FILE_NOT_ALLOWED' })
    const dotted = join(folder, '../lib/victim')
    await expect(take(dotted)).rejects.toMatchObject({ code: 'FILE_NOT_ALLOWED' })
    expect(await home.look(victim)).toBe(CLOSED)
  })

  test('a hard link, a folder, a FIFO and a device are refused', async () => {
    const path = join(folder, 'disk')
    await link(victim, path)
    await expect(take(path)).rejects.toMatchObject({ code: 'FILE_UNSAFE', params: { path } })
    const made: readonly [string, string[]][] = [
      ['mkdir', [join(folder, 'dir')]],
      ['mkfifo', [join(folder, 'fifo')]],
    ]
    for (const [program, args] of made) {
      await once(spawn(program, args), 'exit')
      await expect(take(args[0] ?? '')).rejects.toMatchObject({ code: 'FILE_UNSAFE' })
    }
    await expect(take('/dev/null')).rejects.toMatchObject({ code: 'FILE_NOT_ALLOWED' })
    await expect(take(join(folder, 'none'))).rejects.toMatchObject({ code: 'DISK_MISSING' })
    await expect(take(folder, 'state')).rejects.toMatchObject({ code: 'FILE_NOT_ALLOWED' })
    expect(await home.look(victim)).toBe(CLOSED)
  })

  test('one of several that is refused leaves the others as they were', async () => {
    const good = join(folder, 'good')
    await writeFile(good, '')
    await home.own(good, 0o600)
    const files = [good, victim].map((path) => ({ path, access: 'write' }))
    const taken = engine.call('take', id, files)
    await expect(taken).rejects.toMatchObject({ code: 'FILE_NOT_ALLOWED' })
    expect(await home.look(good)).toBe(CLOSED)
    await expect(stat(home.paths.guest(id).handedOver)).rejects.toThrow('ENOENT')
  })

  test('a file in a folder of somebody else’s is never changed', async () => {
    const path = join(folder, 'disk')
    await writeFile(path, '')
    await home.own(path, 0o600)
    await chmod(folder, 0o777)
    const refused = { code: 'FILE_UNSAFE', params: { path } }
    await expect(take(path)).rejects.toMatchObject(refused)
    await chmod(folder, 0o755)
    await take(path)
    await engine.call('giveBack', id)
    await chown(folder, known('nobody').uid, 0)
    await expect(take(path)).rejects.toMatchObject(refused)
    expect(await home.look(path)).toBe(CLOSED)
  })

  test.each([
    { owner: 'root', links: false },
    { owner: 'nobody', links: true },
  ])('swapped in a loop in a folder of $owner, nothing else is ever changed', async (swapped) => {
    const path = join(folder, 'disk')
    await writeFile(path, '')
    await home.own(path, 0o600)
    const linked = join(home.paths.dataDir, 'linked')
    await writeFile(linked, 'secret')
    await home.own(linked, 0o600)
    await chown(folder, known(swapped.owner).uid, 0)
    const { ctimeNs } = await stat(victim, { bigint: true })
    const script = swapScript(swapped.links)
    const swapper = spawn(process.execPath, ['-e', script, path, victim, linked])
    await once(swapper.stdout, 'data')
    const outcomes = new Set<string>()
    try {
      // What was taken stays so, for all to see in the end.
      const isTakeable = swapped.owner === 'root'
      // Where processors are scarce, the swapper may have none for a while.
      const isEnough = (): boolean =>
        outcomes.has('FILE_UNSAFE') && (!isTakeable || outcomes.has('taken'))
      for (let attempt = 0; attempt < 400 || !isEnough(); attempt++) {
        outcomes.add(
          await take(path).then(
            () => 'taken',
            (error: { code: string }) => error.code,
          ),
        )
      }
    } finally {
      swapper.kill('SIGKILL')
      await once(swapper, 'exit')
    }
    expect(await home.look(victim)).toBe(CLOSED)
    expect((await stat(victim, { bigint: true })).ctimeNs).toBe(ctimeNs)
    expect(await home.look(linked)).toBe(CLOSED)
    const record = await readFile(home.paths.guest(id).handedOver, 'utf8').catch(() => '')
    expect(record).not.toMatch(/victim|linked/)
    const possible = ['taken', 'FILE_UNSAFE', 'FILE_NOT_ALLOWED', 'DISK_MISSING']
    expect(possible).toEqual(expect.arrayContaining([...outcomes]))
    expect(outcomes).toContain('FILE_UNSAFE')
    expect(outcomes.has('taken')).toBe(swapped.owner === 'root')
    const left = await readdir(folder)
    if (left.includes('disk.own')) await rename(`${path}.own`, path)
    await engine.call('giveBack', id)
    expect(await home.look(path)).toBe(CLOSED)
  })
})

/** The file, a symbolic link to what is not to be had, perhaps a hard link, nothing, and again. */
const swapScript = (links: boolean): string => `
  const { linkSync, renameSync, rmSync, symlinkSync } = require('node:fs')
  const [path, victim, linked] = process.argv.slice(1)
  process.stdout.write('swapping')
  for (;;) {
    renameSync(path, path + '.own')
    symlinkSync(victim, path + '.1')
    renameSync(path + '.1', path)
    if (${links}) {
      linkSync(linked, path + '.2')
      renameSync(path + '.2', path)
    }
    rmSync(path)
    renameSync(path + '.own', path)
    // Long enough for it to be taken now and then.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
  }`

describe('what QEMU’s account puts into the runtime directory', () => {
  test('is not read, written or connected to in the place of what is ours', async () => {
    await engine.call('start', id)
    const pid = pidOf(await engine.view(id))
    const paths = home.paths.guest(id)
    // A socket that is for the daemon alone.
    const decoy = join(home.base, 'decoy')
    let callers = 0
    const server = createServer(() => {
      callers += 1
    }).listen(decoy)
    await once(server, 'listening')
    await home.own(decoy, 0o600)
    const plant = (script: string, ...args: string[]): boolean =>
      as(QEMU, 'sh', '-c', script, 'sh', paths.runtimeDir, ...args)
    expect(plant('ln -s "$2" "$1/saving.json" && ln -s "$2" "$1/screen.png"', victim)).toBe(true)
    expect(plant('rm "$1/qmp" && ln -s "$2" "$1/qmp"', decoy)).toBe(true)
    // Sticky: what is the daemon's is the daemon's.
    expect(plant('rm -f "$1/run.json"')).toBe(false)
    expect(plant('mv "$1/run.json" "$1/other"')).toBe(false)
    const screen = await engine.call('screen', id)
    expect(screen).toBe('picture')
    await engine.kill()

    engine = await home.open({ directories: [folder] })
    expect(await engine.view(id)).toMatchObject({ state: 'running', runtime: { pid } })
    await expect.poll(() => engine.logged.join('\n')).toMatch('is no socket')
    await engine.call('powerOff', id)
    expect(callers).toBe(0)
    expect(await readFile(victim, 'utf8')).toBe('secret')
    expect(await home.look(victim)).toBe(CLOSED)
    expect(await home.guestProcesses()).toEqual([])
    server.close()
  })

  test('a record of a run that is not the daemon’s is not believed', async () => {
    await engine.call('start', id)
    const pid = pidOf(await engine.view(id))
    const { runFile, runtimeDir } = home.paths.guest(id)
    const record = JSON.parse(await readFile(runFile, 'utf8'))
    await engine.kill()
    // What an engine that was killed before it could write one has left.
    await rm(runFile)
    const planted = JSON.stringify({ ...record, config: { ...record.config, name: 'planted' } })
    expect(as(QEMU, 'sh', '-c', 'echo "$2" > "$1/run.json"', 'sh', runtimeDir, planted)).toBe(true)
    engine = await home.open({ directories: [folder] })
    const view = await engine.view(id)
    expect(view).toMatchObject({ state: 'running', runtime: { pid, acceleratorReason: 'unknown' } })
    expect(view.runtime?.config.name).toBe('idle')
    await engine.call('powerOff', id)
  })

  test('a directory is not gone down into, and keeps nothing from being put in order', async () => {
    const guest = await engine.call<{ id: string }>('create', idleGuest({ tpm: true }))
    const { runtimeDir, runFile, tpmDir } = home.paths.guest(guest.id)
    for (const round of [1, 2]) {
      await engine.call('start', guest.id)
      const plant = 'umask 0; mkdir "$1/$3" "$2/$3"; touch "$1/$3/guest.json" "$2/$3/guest.json"'
      const name = `planted${round}`
      expect(as(QEMU, 'sh', '-c', plant, 'sh', runtimeDir, tpmDir, name)).toBe(true)
      await engine.call('powerOff', guest.id)
      expect(await readdir(join(runtimeDir, name))).toEqual(['guest.json'])
      // It is none of the TPM's state any more.
      expect(await readdir(join(tpmDir, `.${name}`))).toEqual(['guest.json'])
      expect((await readdir(tpmDir)).filter((entry) => !entry.startsWith('.'))).toEqual([
        'tpm2-00.permall',
      ])
      expect(await home.look(tpmDir)).toBe('700 guesthoused:guesthoused')
      await expect(stat(runFile)).rejects.toThrow('ENOENT')
    }
  })

  test('a program of that account that hangs is ended, and holds up no other guest', async () => {
    await engine.kill()
    const bin = join(home.base, 'bin')
    await mkdir(bin, { mode: 0o755 })
    await writeFile(join(bin, 'cp'), '#!/bin/sh\nexec sleep 3600\n', { mode: 0o755 })
    engine = await home.open({ bin })
    const guest = await engine.call<{ id: string }>('create', idleGuest({ tpm: true }))
    const started = engine.call('start', guest.id)
    await Promise.all([
      expect(started).rejects.toMatchObject({ code: 'FILE_WRITE_FAILED' }),
      engine.call('start', id),
    ])
    await engine.call('powerOff', id)
    expect(await home.guestProcesses()).toEqual([])
  })

  test('saving overwrites nothing that a link leads to', async () => {
    await engine.call('start', id)
    const { runtimeDir } = home.paths.guest(id)
    const plant = 'ln -s "$2" "$1/saving.json"; ln -s "$2" "$1/save.sock"'
    expect(as(QEMU, 'sh', '-c', plant, 'sh', runtimeDir, victim)).toBe(true)
    await engine.call('save', id)
    expect((await engine.view(id)).state).toBe('saved')
    expect(await readFile(victim, 'utf8')).toBe('secret')
  })
})
