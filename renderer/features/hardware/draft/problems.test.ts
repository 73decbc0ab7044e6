import { describe, expect, it } from 'vitest'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { impossibleCombinations } from '../../../../shared/domain/config/combinations.ts'
import { impossibleDisks } from '../../../../shared/domain/config/storage.ts'
import { sampleConfig, sampleId } from '../../../dev/samples.ts'
import { en } from '../../../i18n/en/index.ts'
import { set, setDevice } from './edits.ts'
import { check } from './problems.ts'
import { readJson } from './read-json.ts'

const config = sampleConfig(sampleId(1), 'a')
const problems = (value: unknown) => check(value, config).problems
const inOne = (change: (config: GuestConfig) => GuestConfig) => problems(change(config))

describe('refusals', () => {
  const sources = import.meta.glob<string>('../../../../shared/domain/{config/*,guest-config}.ts', {
    ...{ query: '?raw', import: 'default', eager: true },
  })

  it('have a sentence each, and no sentence is left over', () => {
    const text = Object.values(sources).join('\n')
    // The last argument of a check: minLength(1, 'name-empty'), refine(…, 'path-not-absolute').
    const named = [...text.matchAll(/, '([a-z]+(?:-[a-z]+)+)'\)/g)].map(([, code = '']) => code)
    expect(named).toContain('topology-not-cpus')
    const codes = [
      ...named,
      ...Object.keys(impossibleCombinations),
      ...Object.keys(impossibleDisks),
    ]
    expect(Object.keys(en.refusal).sort()).toEqual([...new Set(codes)].sort())
  })
})

describe('what is wrong is named at its field', () => {
  it.each<[string, string, GuestConfig]>([
    ['memoryMiB', 'Type a whole number.', set({ memoryMiB: Number.NaN })(config)],
    ['memoryMiB', 'It must be at least 16.', set({ memoryMiB: 3 })(config)],
    ['memoryMiB', 'Type a whole number.', set({ memoryMiB: 512.5 })(config)],
    ['cpus', 'It must be at most 288.', set({ cpus: 1000 })(config)],
    [
      'disks.disk0.serial',
      'Letters, digits, “_”, “-” and “.”, at most 20.',
      setDevice('disks', 'disk0', { serial: 'a b' })(config),
    ],
    [
      'disks.disk0.iothread',
      en.refusal['iothread-bus'],
      setDevice('disks', 'disk0', { bus: 'usb', iothread: true })(config),
    ],
    [
      'cpu.topology',
      en.refusal['topology-not-cpus'],
      set({ cpu: { model: 'auto', topology: { sockets: 3, cores: 1, threads: 1 } } })(config),
    ],
    [
      'limits.memoryMiB',
      en.refusal['limit-below-memory'],
      set({ limits: { memoryMiB: 64 } })(config),
    ],
    [
      'nics.nic0.network.name',
      en.wrong.networkName,
      setDevice('nics', 'nic0', { network: { kind: 'private', name: 'A' } })(config),
    ],
    ['nics.nic0.mac', en.wrong.mac, setDevice('nics', 'nic0', { mac: 'x' })(config)],
    [
      'kernelBoot.kernel',
      en.refusal['path-not-absolute'],
      set({ kernelBoot: { kernel: '', commandLine: '' } })(config),
    ],
    ['name', 'This cannot be changed here. It must be "a".', set({ name: 'b' })(config)],
  ])('%s: %s', (field, text, value) => {
    expect(problems(value)).toEqual([{ field, text }])
  })

  it('and what is sound has none', () => expect(inOne(set({ cpus: 1 }))).toEqual([]))
})

describe('a description as text', () => {
  it('is read with what is not known in it', () => {
    const text = JSON.stringify({ ...config, fromTheFuture: 1 })
    expect(readJson(text, config).config).toHaveProperty('fromTheFuture', 1)
  })

  it('is told where it is none', () => {
    expect(readJson('{', config)).toEqual({
      ...{ config: null, problems: [], place: { line: 1, column: 2 } },
    })
    const [problem] = readJson(JSON.stringify({ ...config, memoryMiB: '1' }), config).problems
    expect(problem).toEqual({ field: 'memoryMiB', text: 'Type a whole number.' })
    expect(readJson('null', config).config).toBeNull()
    expect(readJson('{"disks": 5}', config).problems.map(({ field }) => field)).toContain('disks')
  })
})
