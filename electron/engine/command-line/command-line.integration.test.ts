import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testGuest } from '../../../scripts/test-guest/index.mjs'
import { silentLogger } from '../../platform/logger.ts'
import { findQemuImg, probeQemu } from '../capabilities/index.ts'
import type { QmpClient } from '../qmp/index.ts'
import { skipWhere } from '../testing/skip-where.ts'
import { arbitraryGuest } from './testing/arbitrary-guest.ts'
import { imagesOf, makeSampleFiles, makeTemplates } from './testing/sample-files.ts'
import { buildSample, type Need, type Sample, type Samples } from './testing/sample.ts'
import { samples } from './testing/samples.ts'
import { startHelper } from './testing/start-helper.ts'
import { filesIn, startQemu } from './testing/start-qemu.ts'

const base = await mkdtemp(join(tmpdir(), 'gh-'))
const qemu = await probeQemu({
  env: process.env,
  cacheFile: join(base, 'capabilities.json'),
  logger: silentLogger,
})

/** What this host or its QEMU lacks of what a sample needs. */
function missing(need: Need): boolean {
  switch (need.kind) {
    case 'device-type':
      return !qemu.deviceTypes.includes(need.name)
    case 'netdev':
      return !qemu.netdevTypes.includes(need.name)
    case 'chardev':
      return !qemu.chardevTypes.includes(need.name)
    case 'audio-driver':
      return !qemu.audioDrivers.includes(need.name)
    case 'program':
    case 'path':
      return !existsSync(need.path)
  }
}
const describeNeed = (need: Need): string =>
  `${need.kind} ${'path' in need ? need.path : need.name}`

/** Guests that nobody thought of: the same ones each time, so that a failure can be looked at. */
const anyGuests = (dir: string): Samples =>
  Object.fromEntries(
    fc
      .sample(arbitraryGuest(dir), { seed: 7, numRuns: ANY_GUESTS })
      .map((sample, index) => [`any-guest-${index}`, { ...sample, says: ANY_WORDS }]),
  )
const ANY_GUESTS = 24
/** The sound of a card whose microphone is taken away. */
const ANY_WORDS = /^(?:audio: Failed to create voice `ac97\.(?:pi|mc)'\n)*$/
const allSamples = (dir: string): Samples => ({ ...samples(dir), ...anyGuests(dir) })

const names = Object.keys(allSamples('/'))
const needs = new Map(Object.entries(allSamples('/')).map(([name, sample]) => [name, sample.needs]))
const lackOf = (name: string): readonly Need[] => (needs.get(name) ?? []).filter(missing)
const runnable = names.filter((name) => lackOf(name).length === 0)

beforeAll(async () => {
  await makeTemplates(base, await findQemuImg(process.env))
})
afterAll(async () => {
  const skipped = names.filter((name) => !runnable.includes(name))
  const reasons = skipped.map(
    (name) => `\n  ${name}: no ${lackOf(name).map(describeNeed).join(', no ')}`,
  )
  process.stdout.write(
    `command lines: ${runnable.length} of ${names.length} given to QEMU ${qemu.version}, ` +
      `${skipped.length} skipped${reasons.join('')}\n`,
  )
  await rm(base, { recursive: true })
})

describe.concurrent('QEMU takes the command line of', () => {
  // Each in a folder of its own, because QEMUs that run side by side would share their images.
  it.for(names)('%s', async (name, context) => {
    const lack = lackOf(name)
    skipWhere(context, lack.length > 0, `no ${lack.map(describeNeed).join(', no ')}`)
    const dir = await mkdtemp(join(base, 'run-'))
    const sample = allSamples(dir)[name]
    if (sample === undefined) throw new Error('no such sample')
    await makeSampleFiles(sample, base, testGuest())
    const stops = await Promise.all(
      (sample.helpers ?? []).map((helper) => startHelper(helper, dir)),
    )
    try {
      const words = await startAndLook(sample, dir)
      expect(words).toMatch(sample.says ?? /^$/)
    } finally {
      await Promise.all(stops.map((stop) => stop()))
    }
  })

  it('most of the guests that are known', () => {
    expect(runnable.length).toBeGreaterThanOrEqual(60)
  })
})

/** QEMU asks the kernel for the virtual processor's index even under TCG; these need it. */
const NEEDS_KVM = /,hv-(?:vpindex|synic|stimer|tlbflush|ipi)=on/g

/** Whether KVM can be had is another test's question; TCG takes the same words but for a few. */
const underTcg = (argv: readonly string[]): string[] =>
  argv.map((argument, index) => {
    if (argv[index - 1] === '-accel') return 'tcg'
    if (argv[index - 1] !== '-cpu') return argument
    return argument.replace(/^host\b/, 'max').replace(NEEDS_KVM, '')
  })

/** Returns what QEMU printed. */
async function startAndLook(sample: Sample, dir: string): Promise<string> {
  const argv = underTcg(buildSample(sample, filesIn(dir)))
  const paused = sample.more?.paused === true ? [] : ['-S']
  const started = await startQemu(qemu.path, [...argv, ...paused], dir)
  try {
    await look(started.qmp, sample)
  } finally {
    await started.quit()
  }
  return started.words()
}

async function look(qmp: QmpClient, sample: Sample): Promise<void> {
  const { config, more } = sample
  const status = more?.incoming === undefined ? 'prelaunch' : 'inmigrate'
  expect(await qmp.execute('query-status')).toMatchObject({ status })
  const nodes = await qmp.execute('query-named-block-nodes', { flat: true })
  const opened = nodes.filter((node) => node['node-name'].endsWith('-file'))
  expect(opened.map(({ file }) => file).sort()).toEqual(
    imagesOf(sample)
      .map(({ path }) => path)
      .sort(),
  )
  // Every node is one that we named: QEMU opened nothing of its own accord.
  expect(nodes.filter((node) => node['node-name'].startsWith('#block'))).toEqual([])
  const peripherals = await qmp.execute('qom-list', { path: '/machine/peripheral' })
  const there = new Set(peripherals.map((device) => device.name))
  const { disks, cdroms, nics, serials, usbDevices } = config
  for (const { id } of [...disks, ...cdroms, ...nics, ...serials, ...usbDevices]) {
    expect(there).toContain(id)
  }
  for (const { id } of config.shares) {
    expect(there.has(id)).toBe(more?.resources?.shares[id] !== undefined)
  }
}
