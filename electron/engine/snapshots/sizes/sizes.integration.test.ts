import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, open, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../index.ts'
import { EngineHome, idleGuest } from '../../testing/engine-home.ts'
import { ImageReader } from './image-file.ts'
import { ownBytes } from './own-bytes.ts'
import { readLayout, readSnapshotEntries } from './qcow2-layout.ts'
import { Refcounts } from './refcounts.ts'

let dir: string
let path: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-sizes-'))
  path = join(dir, 'disk.qcow2')
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const img = (...args: string[]): void => void execFileSync('qemu-img', args)
const io = (...commands: string[]): void =>
  void execFileSync('qemu-io', ['-f', 'qcow2', ...commands.flatMap((c) => ['-c', c]), path])
const snapshot = (how: '-c' | '-d' | '-a', name: string): void => img('snapshot', how, name, path)

async function reading<T>(work: (image: ImageReader) => Promise<T>): Promise<T> {
  const image = await ImageReader.open(path)
  try {
    return await work(image)
  } finally {
    await image.close()
  }
}

const sizes = (): Promise<Record<string, number>> =>
  reading(async (image) => {
    const layout = await readLayout(image)
    if (layout === null) throw new Error('no qcow2')
    const entries = await readSnapshotEntries(image, layout)
    const found: [string, number][] = []
    for (const entry of entries) found.push([entry.name, await ownBytes(image, layout, entry)])
    return Object.fromEntries(found)
  })

/** Bytes of all that is in use in the image. */
const used = (): Promise<number> =>
  reading(async (image) => {
    const layout = await readLayout(image)
    if (layout === null) throw new Error('no qcow2')
    const refcounts = new Refcounts(image, layout)
    const { size } = await stat(path)
    let clusters = 0
    for (let cluster = 0; cluster * layout.clusterSize < size; cluster += 1) {
      if ((await refcounts.of(cluster)) > 0) clusters += 1
    }
    return clusters * layout.clusterSize
  })

/** Deletes one snapshot after the other and compares with what was foretold. */
async function expectForetold(names: readonly string[]): Promise<void> {
  // The list of snapshots is not a part of one, and goes with the last.
  snapshot('-c', 'last')
  for (const name of names) {
    const foretold = (await sizes())[name]
    const before = await used()
    snapshot('-d', name)
    expect([name, before - (await used())]).toEqual([name, foretold])
  }
  expect(execFileSync('qemu-img', ['check', path], { encoding: 'utf8' })).toContain('No errors')
}

const options = [
  'cluster_size=65536',
  'cluster_size=512',
  'cluster_size=2M',
  'compat=0.10',
  'refcount_bits=4',
  'refcount_bits=8',
  'refcount_bits=64',
  'extended_l2=on,cluster_size=64k',
  'preallocation=metadata',
]

describe('what a snapshot alone holds', () => {
  it.each(options)('is what its deletion frees, with %s', async (option) => {
    img('create', '-q', '-f', 'qcow2', '-o', option, path, '64M')
    io('write -P 1 0 4M', 'write -P 1 32M 1M')
    snapshot('-c', 'one')
    io('write -P 2 0 1M')
    snapshot('-c', 'two')
    io('write -P 3 1M 3M', 'discard 32M 1M')
    snapshot('-c', 'three')
    const found = await sizes()
    // What was written over since, of 1 MiB and of 3, is there twice; more is tables.
    expect(Object.keys(found)).toEqual(['one', 'two', 'three'])
    expect(found['one']).toBeGreaterThanOrEqual(1024 * 1024)
    await expectForetold(['two', 'one', 'three'])
  })

  it('is right for compressed clusters, of which several share one', async () => {
    const raw = join(dir, 'raw')
    await writeFile(raw, Buffer.alloc(8 * 1024 * 1024, 'some text that is compressed well '))
    img('convert', '-q', '-c', '-f', 'raw', '-O', 'qcow2', raw, path)
    snapshot('-c', 'one')
    io('write -P 2 0 3M')
    snapshot('-c', 'two')
    io('write -P 3 0 8M')
    expect((await sizes())['two']).toBeGreaterThanOrEqual(3 * 1024 * 1024)
    await expectForetold(['two', 'one'])
  })

  it('is read from long names and many snapshots', async () => {
    img('create', '-q', '-f', 'qcow2', path, '16M')
    const names = Array.from({ length: 40 }, () => randomUUID())
    for (const name of names) {
      io('write -P 7 0 64k')
      snapshot('-c', name)
    }
    expect(Object.keys(await sizes())).toEqual(names)
    await expectForetold(names.slice(0, 3))
  })

  it('is a figure and no error where the image is damaged or cut off', async () => {
    img('create', '-q', '-f', 'qcow2', path, '64M')
    io('write -P 1 0 8M')
    snapshot('-c', 'one')
    io('write -P 2 0 8M')
    const { size } = await stat(path)
    const whole = (await sizes())['one'] ?? 0
    const file = await open(path, 'r+')
    try {
      // Tables that are full of ones lead nowhere.
      const layout = await reading(readLayout)
      await file.write(Buffer.alloc(8, 0xff), 0, 8, layout?.refcountTable.offset ?? 0)
      expect(await sizes()).toEqual({ one: expect.any(Number) })
    } finally {
      await file.close()
    }
    for (const length of [size - 4 * 1024 * 1024, 300_000, 70_000]) {
      await truncate(path, length)
      for (const bytes of Object.values(await sizes())) expect(bytes).toBeLessThanOrEqual(whole)
    }
    await truncate(path, 50)
    expect(await reading(readLayout)).toBeNull()
  })
})

describe('the sizes of a guest’s snapshots', () => {
  let home: EngineHome
  let engine: Engine
  beforeEach(async () => {
    home = await EngineHome.make()
    engine = await home.open()
  })
  afterEach(() => home.dispose())

  it('hold the memory, also while it runs, and are what deletion frees', async () => {
    const disk = { kind: 'new', sizeBytes: 64 * 1024 * 1024 } as const
    const { id } = await engine.create(idleGuest({ disk }))
    path = home.paths.guest(id).disk('disk0')
    expect(await engine.snapshots.sizes(id)).toEqual([])
    await engine.start(id)
    const one = await engine.snapshots.take(id, { name: 'one', note: '', memory: true })
    const two = await engine.snapshots.take(id, { name: 'two', note: '', memory: false })
    const [first, again] = [engine.snapshots.sizes(id), engine.snapshots.sizes(id)]
    expect(await again).toBe(await first)
    const [memory] = await first
    expect(memory).toEqual({ id: one.id, bytes: expect.any(Number) })
    expect(memory?.bytes).toBeGreaterThanOrEqual(one.memoryBytes)
    await engine.powerOff(id)
    const off = await engine.snapshots.sizes(id)
    expect(off.map((size) => size.id)).toEqual([one.id, two.id])
    const before = await used()
    await engine.snapshots.delete(id, one.id)
    expect(before - (await used())).toBe(off[0]?.bytes)
    await rm(path)
    expect(await engine.snapshots.sizes(id)).toEqual([{ id: two.id, bytes: 0 }])
  })
})
