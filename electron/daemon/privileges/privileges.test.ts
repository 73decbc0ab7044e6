import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { DaemonFeature } from '../../../shared/domain/daemon.ts'
import { type ErrorData, toErrorData } from '../../../shared/domain/errors.ts'
import { combinations, configOf, fileWith } from '../testing/configs.ts'
import { featureCosts, neededCapabilities } from './capability-table.ts'
import { FeatureGate } from './feature-gate.ts'
import { heldCapabilities, parseHeldCapabilities } from './held-capabilities.ts'
import { launchOptions } from './launch-options.ts'

const status = (set: string): string =>
  ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'].map((name) => `${name}:\t${set}\n`).join('')
const nothing = parseHeldCapabilities(status('0000000000000000'))

describe('neededCapabilities', () => {
  it('is what the features that are on cost, for each service and every combination', () => {
    for (const on of combinations) {
      const config = configOf(fileWith(on))
      for (const service of ['daemon', 'network'] as const) {
        const costs = on.filter((feature) => featureCosts[feature].service === service)
        const union = new Set(costs.flatMap((feature) => featureCosts[feature].capabilities))
        expect(new Set(neededCapabilities(config, service))).toEqual(union)
      }
    }
  })

  it('gives the daemon two at most, and the network one', () => {
    const all = configOf(fileWith(combinations.at(-1) ?? []))
    expect(neededCapabilities(all, 'daemon')).toEqual(['CAP_SETGID', 'CAP_SETUID'])
    expect(neededCapabilities(all, 'network')).toEqual(['CAP_NET_ADMIN'])
    const none = configOf(fileWith([]))
    expect([...neededCapabilities(none, 'daemon'), ...neededCapabilities(none, 'network')]).toEqual(
      [],
    )
  })
})

describe('heldCapabilities', () => {
  it('reads the sets of a process', async () => {
    const text = readFileSync('/proc/self/status', 'utf8')
    await expect(heldCapabilities()).resolves.toEqual(parseHeldCapabilities(text))
    expect(parseHeldCapabilities(status('00000000000010c0')).effective).toEqual([
      ...['CAP_SETGID', 'CAP_SETUID', 'CAP_NET_ADMIN'],
    ])
  })

  it('takes no text for an empty set', () => {
    expect(() => parseHeldCapabilities('')).toThrow('no CapEff')
  })
})

describe('launchOptions', () => {
  const held = (...names: string[]) => ({ ...nothing, effective: names, permitted: names })

  it('leaves what is needed, and takes it from the bounding set where it may', () => {
    expect(launchOptions(['CAP_SETGID'], held('CAP_SETGID', 'CAP_NET_ADMIN'))).toEqual([
      ...['--inh-caps=-all,+setgid', '--ambient-caps=-all,+setgid', '--no-new-privs'],
    ])
    expect(launchOptions(['CAP_NET_ADMIN'], held('CAP_NET_ADMIN', 'CAP_SETPCAP'))).toEqual([
      '--bounding-set=-all,+net_admin',
      ...['--inh-caps=-all,+net_admin', '--ambient-caps=-all,+net_admin', '--no-new-privs'],
    ])
  })

  it('asks for nothing that is not there to be had', () => {
    expect(launchOptions(['CAP_SETGID', 'CAP_SETUID'], held('CAP_SETUID'))).toEqual([
      ...['--inh-caps=-all,+setuid', '--ambient-caps=-all,+setuid', '--no-new-privs'],
    ])
  })
})

describe('FeatureGate', () => {
  const gate = (
    on: readonly DaemonFeature[],
    held: readonly string[],
    service = 'daemon' as const,
  ) => new FeatureGate({ config: configOf(fileWith(on)), service, held, configFile: '/x.toml' })
  const refusal = (from: FeatureGate, feature: DaemonFeature): Partial<ErrorData> => {
    try {
      from.require(feature)
      return {}
    } catch (error) {
      return toErrorData(error)
    }
  }

  it('refuses what is off, and names the line to change', () => {
    expect(refusal(gate([], []), 'autostart')).toMatchObject({
      code: 'FEATURE_OFF',
      next: expect.stringContaining('“autostart = true” below [features] in /x.toml'),
    })
  })

  it('refuses what its capabilities are missing for, and names them', () => {
    const half = gate(['separate-qemu-account'], ['CAP_SETUID'])
    expect(refusal(half, 'separate-qemu-account')).toMatchObject({
      code: 'CAPABILITY_MISSING',
      params: { feature: 'separate-qemu-account', capability: 'CAP_SETGID' },
    })
    expect(half.allows('separate-qemu-account')).toBe(false)
  })

  it('leaves it to the other service what that one holds', () => {
    expect(refusal(gate(['bridged-networking'], []), 'bridged-networking')).toEqual({})
  })

  it('says of every feature, by every combination, what it would refuse', () => {
    for (const on of combinations) {
      for (const held of [[], ['CAP_SETUID'], ['CAP_SETGID', 'CAP_SETUID'], ['CAP_NET_ADMIN']]) {
        const one = gate(on, held)
        for (const { feature, on: isOn, missing } of one.status()) {
          expect(isOn).toBe(on.includes(feature))
          const lacking = missing.length > 0 ? 'CAPABILITY_MISSING' : undefined
          const code = isOn ? lacking : 'FEATURE_OFF'
          expect(refusal(one, feature).code).toBe(code)
          expect(one.allows(feature)).toBe(code === undefined)
        }
        expect(one.unneeded()).toEqual(
          held.filter((name) => name === 'CAP_NET_ADMIN' || !on.includes('separate-qemu-account')),
        )
      }
    }
  })
})
