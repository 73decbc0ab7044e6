import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { daemonFeatures } from '../../../shared/domain/daemon.ts'
import { featureCosts, unitOf } from '../privileges/capability-table.ts'
import { configOf } from '../testing/configs.ts'
import { asset, documentation } from '../testing/repository.ts'
import { fileSchema } from './schema.ts'

const file = readFileSync(asset('daemon/daemon.toml'), 'utf8')
const page = readFileSync(documentation('daemon.md'), 'utf8')
const manual = readFileSync(asset('man/guesthoused.8'), 'utf8')

/** Every key with what holds without it, as "section.key". */
const defaults = Object.entries(fileSchema.parse({})).flatMap(([section, keys]) =>
  Object.entries(keys).map(([key, value]) => [`${section}.${key}`, value] as const),
)

/** The comment above a key in the file. */
const commentOn = (key: string): string =>
  new RegExp(`((?:^#.*\\n)+)^${key} = `, 'm').exec(file)?.[1] ?? ''

/** The cells of a table's rows whose first is a `key`. */
const rows = page
  .split('\n')
  .filter((line) => /^\| `[\w.-]+` /.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
const codes = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

describe('the shipped daemon.toml', () => {
  it('says what holds without it, key by key', () => {
    const content = parse(file)
    expect(Object.keys(content)).toEqual(Object.keys(fileSchema.parse({})))
    const given = Object.entries(content).flatMap(([section, keys]) =>
      Object.entries(keys as object).map(([key, value]) => [`${section}.${key}`, value]),
    )
    expect(given).toEqual(defaults)
    expect(configOf(file)).toEqual(configOf(''))
  })

  it.each(daemonFeatures)('says what %s is and costs', (feature) => {
    const { capabilities, service } = featureCosts[feature]
    const comment = commentOn(feature)
    const costs = capabilities.join(' and ')
    expect(comment).toContain(
      costs === '' ? '# Costs no capability' : `# Costs ${costs}, in ${unitOf[service]}.`,
    )
    expect(comment.split('\n').length).toBeGreaterThan(2)
  })

  it.each(defaults.map(([key]) => key.split('.')[1] ?? ''))('explains %s', (key) => {
    // One comment is on two limits.
    expect(commentOn(key === 'taps-per-bridge' ? 'taps-per-user' : key)).toMatch(/^# \S/)
  })
})

describe('docs/daemon.md', () => {
  it.each(daemonFeatures)('has %s in its table', (feature) => {
    const [, , fallback, costs, service] = rows.find(([, key]) => key === `\`${feature}\``) ?? []
    const { capabilities, service: its } = featureCosts[feature]
    expect(codes(fallback)).toEqual([String(configOf('').features[feature])])
    expect(costs === 'none' ? [] : codes(costs)).toEqual(capabilities)
    expect(codes(service)).toEqual([unitOf[its]])
  })

  it('has every other key in its table, and none that there is not', () => {
    const others = defaults.filter(([key]) => !key.startsWith('features.'))
    const found = rows.filter(
      ([, key = '']) => /^`\w+\.[\w-]+`$/.test(key) && !key.includes('org.'),
    )
    expect(found.map(([, key, fallback]) => codes(`${key}${fallback}`))).toEqual(
      others.map(([key, value]) => [key, JSON.stringify(value)]),
    )
  })

  it('has every action of polkit', () => {
    const policy = readFileSync(asset('polkit/org.guesthouse.Manager1.policy'), 'utf8')
    const ids = [...policy.matchAll(/<action id="([^"]+)">/g)].map(([, id]) => id)
    const found = rows.flatMap(([, action]) => codes(action)).filter((id) => id.startsWith('org.'))
    expect(found).toEqual(ids)
  })
})

describe('guesthoused(8)', () => {
  it.each(daemonFeatures)('has %s with what it costs', (feature) => {
    const [, text = ''] =
      new RegExp(`^\\.It Li ${feature}\\n((?:(?!\\.It|\\.El).*\\n)+)`, 'm').exec(manual) ?? []
    for (const capability of featureCosts[feature].capabilities) expect(text).toContain(capability)
    expect(text.includes('CAP_')).toBe(featureCosts[feature].capabilities.length > 0)
  })
})
