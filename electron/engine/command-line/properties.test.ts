import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryGuest } from './testing/arbitrary-guest.ts'
import { buildSample } from './testing/sample.ts'
import { filesIn } from './testing/start-qemu.ts'

type Values = readonly Readonly<Record<string, unknown>>[]

/** The values of an option that is given as JSON. */
const values = (argv: readonly string[], option: string): Values =>
  argv.flatMap((argument, index) => {
    const value = argv[index + 1] ?? ''
    return argument === option && value.startsWith('{') ? [JSON.parse(value)] : []
  })

const forEachGuest = (check: (argv: readonly string[]) => void): void =>
  fc.assert(
    fc.property(arbitraryGuest('/home/me'), (sample) => {
      check(buildSample(sample, filesIn('/run/g')))
    }),
  )

/** Those that the machine has by itself. */
const BUILT_IN = /^(?:pcie\.0|pci\.0|ide\.[0-5])$/

describe('of any guest that the schema lets through', () => {
  it('no two devices have one place or one name', () => {
    forEachGuest((argv) => {
      const devices = values(argv, '-device')
      const places = devices
        .filter(({ bus, addr }) => addr !== undefined || /^(?:port-|ide|sata)/.test(String(bus)))
        .filter(({ driver }) => driver !== 'sd-card')
        .map(({ bus, addr, unit }) => JSON.stringify([bus, addr, unit]))
      expect(new Set(places).size).toBe(places.length)
      const ids = [...devices, ...values(argv, '-object'), ...values(argv, '-netdev')].map(
        ({ id }) => id,
      )
      expect(new Set(ids).size).toBe(ids.length)
    })
  })

  it('each bus is there before the device that is on it', () => {
    forEachGuest((argv) => {
      const seen = new Set<unknown>()
      for (const { id, bus } of values(argv, '-device')) {
        const owner = typeof bus === 'string' ? bus : 'pcie.0'
        const [first = '', second = ''] = owner.split('/')
        expect(BUILT_IN.test(first) || seen.has(first.replace(/\.\d$/, '')), owner).toBe(true)
        expect(second === '' || seen.has(second), owner).toBe(true)
        seen.add(id)
      }
    })
  })

  it('each block node is opened once, and by a node or device that is there', () => {
    forEachGuest((argv) => {
      const nodes = values(argv, '-blockdev')
      const names = nodes.map((node) => String(node['node-name']))
      const users = [
        ...nodes.flatMap(({ file, backing }) => [file, backing]),
        ...values(argv, '-device').map(({ drive }) => drive),
      ].filter((user) => typeof user === 'string')
      expect(users.sort()).toEqual(names.sort())
    })
  })

  it('io through the kernel is never asked for without O_DIRECT', () => {
    forEachGuest((argv) => {
      const native = values(argv, '-blockdev').filter(({ aio }) => aio === 'native')
      const direct = native.filter(({ cache }) => JSON.stringify(cache).includes('"direct":true'))
      expect(direct).toEqual(native)
    })
  })
})
