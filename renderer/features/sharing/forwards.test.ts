import { describe, expect, it } from 'vitest'
import { sampleGuest } from '../../dev/samples.ts'
import type { PortForward } from '../../../shared/domain/guest-config.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import {
  conflictOf,
  type Forward,
  forwardRows,
  forwardsOf,
  proposePort,
  webAddress,
  withForward,
  withoutForward,
} from './forwards.ts'

const forward = (of: Partial<PortForward> = {}): PortForward => ({
  ...{ protocol: 'tcp', address: '127.0.0.1', hostPort: 2222, guestPort: 22 },
  ...of,
})
const ofNic = (of: Partial<PortForward> = {}): Forward => ({ ...forward(of), nic: 'nic0' })

function guestWith(
  number: number,
  state: 'running' | 'stopped',
  wanted: readonly PortForward[],
  now: readonly PortForward[] = wanted,
): GuestView {
  const guest = sampleGuest(number, `guest-${number}`, state)
  if (guest.config === null) throw new Error('broken')
  const set = (forwards: readonly PortForward[], config = guest.config) => {
    if (config === null) throw new Error('broken')
    const nics = config.nics.map((nic) => ({
      ...nic,
      network: { kind: 'user' as const, hostAccess: false, forwards: [...forwards] },
    }))
    return { ...config, nics }
  }
  return {
    ...{ ...guest, config: set(wanted) },
    runtime: guest.runtime && { ...guest.runtime, config: set(now) },
  }
}

describe('forwards of a guest', () => {
  it('tells what holds now, later, and until it stops', () => {
    const web = forward({ hostPort: 8080, guestPort: 80 })
    const old = forward({ hostPort: 9000, guestPort: 90 })
    const rows = forwardRows(guestWith(1, 'running', [forward(), web], [forward(), old]))
    expect(rows.map((row) => [row.forward.hostPort, row.validity])).toEqual([
      [2222, 'now'],
      [8080, 'later'],
      [9000, 'ending'],
    ])
    expect(forwardRows(guestWith(1, 'stopped', [web])).map(({ validity }) => validity)).toEqual([
      'off',
    ])
  })

  it('are added, replaced and taken out, and nothing else is changed', () => {
    const { config } = guestWith(1, 'stopped', [forward()])
    if (config === null) throw new Error('broken')
    const web = ofNic({ hostPort: 8080, guestPort: 80 })
    const both = withForward(config, web)
    expect(forwardsOf(both)).toEqual([ofNic(), web])
    expect(forwardsOf(withForward(both, ofNic({ hostPort: 2300 }), ofNic()))).toEqual([
      web,
      ofNic({ hostPort: 2300 }),
    ])
    expect(withoutForward(both, web)).toEqual(config)
  })
})

describe('a port of this computer', () => {
  const guests = [
    guestWith(1, 'running', [forward()]),
    guestWith(2, 'stopped', [forward({ hostPort: 8080, address: '192.168.1.2' })]),
  ]
  const [one, two] = guests
  it.each([
    ['the same of the guest itself', forward(), { name: null, runs: true }],
    ['one of another guest', forward({ hostPort: 8080, address: '0.0.0.0' }), two],
    ['another address', forward({ hostPort: 8080 }), null],
    ['another protocol', forward({ protocol: 'udp' }), null],
    ['a free one', forward({ hostPort: 2223 }), null],
  ] as const)('%s', (_, wanted, expected) => {
    const conflict = conflictOf(wanted, one?.id ?? '', guests)
    expect(conflict).toEqual(
      expected !== null && 'id' in expected ? { name: 'guest-2', runs: false } : expected,
    )
  })

  it('is no conflict with the forward that is edited', () => {
    const edited = forward({ guestPort: 2022 })
    expect(conflictOf(edited, one?.id ?? '', guests, ofNic())).toBeNull()
  })

  it('is proposed so that none of our guests has it', () => {
    expect(proposePort(22, 'tcp', [])).toBe(2222)
    expect(proposePort(22, 'tcp', guests)).toBe(2223)
    expect(proposePort(80, 'tcp', guests)).toBe(8081)
    expect(proposePort(22, 'udp', guests)).toBe(2222)
    expect(proposePort(25, 'tcp', guests)).toBe(10_025)
    expect(proposePort(5432, 'tcp', guests)).toBe(5432)
  })
})

describe('webAddress', () => {
  it.each([
    [forward({ guestPort: 80, hostPort: 8080, address: '0.0.0.0' }), 'http://127.0.0.1:8080/'],
    [forward({ guestPort: 443, hostPort: 8443, address: '::' }), 'https://[::1]:8443/'],
    [forward(), null],
    [forward({ guestPort: 80, protocol: 'udp' }), null],
  ])('of %j is %s', (of, address) => {
    expect(webAddress(of)).toBe(address)
  })
})
