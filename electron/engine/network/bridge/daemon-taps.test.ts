import { beforeEach, describe, expect, it } from 'vitest'
import type { ConnectionView } from '../../../../shared/domain/guest.ts'
import { silentLogger } from '../../../platform/logger.ts'
import { RunTaps } from '../../guest/run-taps.ts'
import type { TapProvider } from '../tap-provider.ts'
import { claimTaps, joinByDaemon, plannedDaemonTap, releaseTaps } from './daemon-taps.ts'

const asked: string[] = []
let refuses: string | null = null
beforeEach(() => {
  asked.length = 0
  refuses = null
})
const note = async (what: string): Promise<void> => {
  asked.push(what)
  if (refuses !== null) throw new Error(refuses)
}
const taps: TapProvider = {
  bridges: async () => ['br0'],
  create: async (bridge) => {
    await note(`create ${bridge}`)
    return `ght000000000${asked.length}`
  },
  claim: (device, bridge) => note(`claim ${device} ${bridge}`),
  release: (device) => note(`release ${device}`),
  close: () => {},
}
const reached = { hostAccess: false, outside: true }
const connections: Record<string, ConnectionView> = {
  nic0: { backend: 'daemon-tap', ...reached, tap: { device: 'ghta', bridge: 'br0' } },
  nic1: { backend: 'passt', ...reached },
  nic2: { backend: 'tap', ...reached },
}

describe('a NIC on a bridge', () => {
  it('is given a device of the daemon’s where that offers the bridge', async () => {
    expect(await joinByDaemon(taps, 'br0')).toEqual({
      ...{ kind: 'tap', device: 'ght0000000001', bridge: 'br0' },
    })
    expect(await joinByDaemon(taps, 'br1')).toBeNull()
    expect(await joinByDaemon(null, 'br0')).toBeNull()
    expect(asked).toEqual(['create br0'])
  })

  it('is told the daemon’s words where that gives none', async () => {
    refuses = 'no more'
    expect(await joinByDaemon(taps, 'br0')).toEqual({ refusal: 'no more' })
  })

  it('has no device made where it is only planned', async () => {
    expect(await plannedDaemonTap(taps, 'br0')).toMatchObject({ kind: 'tap', bridge: 'br0' })
    expect(await plannedDaemonTap(taps, 'br1')).toBeNull()
    expect(await plannedDaemonTap(null, 'br0')).toBeNull()
    expect(asked).toEqual([])
  })
})

describe('the devices of a run', () => {
  it('are given back and taken up again, and no others', async () => {
    await claimTaps(taps, connections, silentLogger)
    await releaseTaps(taps, connections, silentLogger)
    expect(asked).toEqual(['claim ghta br0', 'release ghta'])
  })

  it('stop nothing where the daemon is gone', async () => {
    refuses = 'gone'
    await claimTaps(taps, connections, silentLogger)
    await releaseTaps(taps, connections, silentLogger)
    await claimTaps(null, connections, silentLogger)
    await releaseTaps(null, connections, silentLogger)
    expect(asked).toHaveLength(2)
  })

  it('are given back once where the start fails', async () => {
    const run = new RunTaps(taps, silentLogger)
    const made = [await run.create('br0'), await run.create('br0')]
    await run.undo()
    await run.undo()
    expect(asked.slice(2)).toEqual(made.map((device) => `release ${device}`))
  })
})
