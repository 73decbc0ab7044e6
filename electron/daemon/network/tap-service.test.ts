import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { silentLogger } from '../../platform/logger.ts'
import { engineTaps } from './engine-taps.ts'
import type { NetworkControl } from './network-control.ts'
import type { Tap } from './protocol.ts'
import { tapMethods } from './tap-methods.ts'
import { type CallerPresence, type TapHolder, TapService } from './tap-service.ts'

const ann = { uniqueName: ':1.1', uid: 1000 }
const annsOther = { uniqueName: ':1.2', uid: 1000 }
const bob = { uniqueName: ':1.3', uid: 1001 }

let dir: string
let recordFile: string
let taps: Tap[]
let present: Set<string>
let busId: string
let tellVanished: (name: string) => void
let tellChanged: () => void
let busy: Set<string>
let service: TapService

const presence: CallerPresence = {
  busId: async () => busId,
  isPresent: async (name) => present.has(name),
  onVanished: (listener) => {
    tellVanished = listener
    return () => {}
  },
}
const control: NetworkControl = {
  create: async (bridge, uid) => {
    const device = `ght${String(taps.length).padStart(10, '0')}`
    const tap = { device, mac: 'fe:00:00:00:00:01', uid, bridge, inUse: false }
    taps.push(tap)
    return tap
  },
  remove: async (device, { unlessInUse }) => {
    if (unlessInUse && busy.has(device)) throw new GuesthouseError('TAP_IN_USE', { device })
    taps = taps.filter((tap) => tap.device !== device)
  },
  list: async () => taps.map((tap) => ({ ...tap, inUse: tap.inUse || busy.has(tap.device) })),
  bridges: async () => ['br0'],
  watch: (changed) => {
    tellChanged = changed
    // As when the service is reached.
    changed()
    return () => {}
  },
}
const open = (): Promise<TapService> =>
  TapService.open({ control, presence, recordFile, logger: silentLogger })
/** As when its program leaves the bus. */
const leave = (holder: TapHolder): void => {
  present.delete(holder.uniqueName)
  tellVanished(holder.uniqueName)
}
const devices = (): string[] => taps.map(({ device }) => device)

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-taps-'))
  recordFile = join(dir, 'taps.json')
  taps = []
  busy = new Set()
  busId = 'a'
  present = new Set([ann, annsOther, bob].map(({ uniqueName }) => uniqueName))
  service = await open()
})
afterEach(async () => {
  await service.close()
  await rm(dir, { recursive: true })
})

describe('a TAP device', () => {
  it('stays while its holder does, and goes with him', async () => {
    const { device } = await service.createTap(ann, 'br0')
    const { device: bobs } = await service.createTap(bob, 'br0')
    tellChanged()
    expect(await service.listTaps(ann)).toMatchObject([{ device }])
    leave(ann)
    await vi.waitFor(() => expect(devices()).toEqual([bobs]))
  })

  it('stays while a program has it open, and goes when that closes it', async () => {
    const { device } = await service.createTap(ann, 'br0')
    busy.add(device)
    leave(ann)
    tellChanged()
    await service.createTap(bob, 'br0')
    expect(devices()).toContain(device)
    busy.delete(device)
    tellChanged()
    await vi.waitFor(() => expect(devices()).not.toContain(device))
  })

  it('is not removed where it is opened between the look and the removal', async () => {
    const { device } = await service.createTap(ann, 'br0')
    // What is told is what was: its carrier is out.
    vi.spyOn(control, 'list').mockImplementation(async () => taps)
    busy.add(device)
    leave(ann)
    await service.createTap(bob, 'br0')
    expect(devices()).toContain(device)
  })

  it('goes at once where its holder has left while it was made', async () => {
    present.delete(ann.uniqueName)
    await service.createTap(ann, 'br0')
    await vi.waitFor(() => expect(devices()).toEqual([]))
  })

  it('is given back by its account alone, from whatever program', async () => {
    const { device } = await service.createTap(ann, 'br0')
    const refused = { code: 'TAP_NOT_FOUND', params: { device } }
    await expect(service.releaseTap(bob, device)).rejects.toMatchObject(refused)
    await expect(service.createTap(bob, 'br0', device)).rejects.toMatchObject(refused)
    expect(devices()).toEqual([device])
    await service.releaseTap(annsOther, device)
    expect(devices()).toEqual([])
    await expect(service.releaseTap(ann, device)).rejects.toMatchObject(refused)
  })

  it('can be taken up again by its account, on its bridge', async () => {
    const { device } = await service.createTap(ann, 'br0')
    await expect(service.createTap(annsOther, 'br1', device)).rejects.toMatchObject({
      code: 'TAP_NOT_FOUND',
    })
    expect(await service.createTap(annsOther, 'br0', device)).toMatchObject({ device })
    leave(ann)
    await service.createTap(bob, 'br0')
    expect(devices()).toContain(device)
    leave(annsOther)
    await vi.waitFor(() => expect(devices()).not.toContain(device))
  })

  it('goes also where another one cannot be removed', async () => {
    const stuck = await service.createTap(ann, 'br0')
    await service.createTap(ann, 'br0')
    const remove = control.remove
    vi.spyOn(control, 'remove').mockImplementation(async (device, how) => {
      if (device === stuck.device) throw new GuesthouseError('TAP_NOT_REMOVED', { device })
      return remove(device, how)
    })
    leave(ann)
    await vi.waitFor(() => expect(devices()).toEqual([stuck.device]))
    const holders = async (): Promise<unknown> => JSON.parse(await readFile(recordFile, 'utf8'))
    await vi.waitFor(async () => expect(await holders()).toEqual({ bus: 'a', holders: {} }))
  })

  it('is not handed out where the record cannot be written', async () => {
    await rm(recordFile)
    await mkdir(recordFile)
    await writeFile(join(recordFile, 'in-the-way'), '')
    await expect(service.createTap(ann, 'br0')).rejects.toMatchObject({ code: 'FILE_WRITE_FAILED' })
    expect(devices()).toEqual([])
    await rm(recordFile, { recursive: true })
  })
})

describe('a daemon that comes back', () => {
  it('knows who held what, and removes what nobody holds or has open', async () => {
    const kept = await service.createTap(ann, 'br0')
    await service.createTap(bob, 'br0')
    const opened = await service.createTap(bob, 'br0')
    await service.close()
    present.delete(bob.uniqueName)
    busy.add(opened.device)
    service = await open()
    await vi.waitFor(() => expect(devices()).toEqual([kept.device, opened.device]))
    expect(JSON.parse(await readFile(recordFile, 'utf8'))).toEqual({
      ...{ bus: 'a', holders: { [kept.device]: ann.uniqueName } },
    })
  })

  it.each([
    ['of another bus', async () => void (busId = 'b')],
    ['that is damaged', async () => writeFile(recordFile, '{"bus":')],
    ['that is gone', async () => rm(recordFile)],
  ])('holds nothing by a record %s', async (_what, happen) => {
    const opened = await service.createTap(ann, 'br0')
    await service.createTap(ann, 'br0')
    await service.close()
    busy.add(opened.device)
    await happen()
    service = await open()
    await vi.waitFor(() => expect(devices()).toEqual([opened.device]))
  })
})

it('serves the daemon’s own machines as a holder that is there for as long as the daemon', async () => {
  const own = engineTaps(service, { uniqueName: ann.uniqueName, uid: 995 })
  expect(await own.bridges()).toEqual(['br0'])
  const device = await own.create('br0')
  expect(await service.listTaps({ ...ann, uid: 995 })).toMatchObject([{ device, uid: 995 }])
  await own.claim(device, 'br0')
  await expect(own.claim(device, 'br1')).rejects.toMatchObject({ code: 'TAP_NOT_FOUND' })
  await own.release(device)
  expect(devices()).toEqual([])
})

describe('the methods on the bus', () => {
  const asked: string[] = []
  const methods = () =>
    tapMethods({
      taps: service,
      require: (feature) => void asked.push(feature),
      authorise: async ({ caller }, action, method) => {
        asked.push(`${action} ${method}`)
        if (caller === denied) throw new GuesthouseError('NOT_AUTHORISED', { action })
      },
      variant: (signature, value) => ({ signature, value }),
    })
  const denied = { uniqueName: ':1.9', uid: 1009 }
  const call = (name: string, args: readonly unknown[], caller = ann) => {
    const method = methods().find((each) => each.name === name)
    if (method === undefined) throw new Error(`no ${name}`)
    return method.handle({ caller, args })
  }
  const text = (value: string) => ({ signature: 's', value })
  beforeEach(() => void asked.splice(0))

  it('make, list and remove devices', async () => {
    const [device, mac] = await call('CreateTap', ['br0', new Map()])
    expect(asked).toEqual(['bridged-networking', 'org.guesthouse.network CreateTap'])
    expect(mac).toBe('fe:00:00:00:00:01')
    const described = { device: text(String(device)), bridge: text('br0'), mac: text(String(mac)) }
    const [listed] = await call('Taps', [])
    expect(listed).toEqual([
      new Map(Object.entries({ ...described, inUse: { signature: 'b', value: false } })),
    ])
    expect(await call('Bridges', [])).toEqual([[new Map([['name', text('br0')]])]])
    const again = new Map([['device', text(String(device))]])
    expect(await call('CreateTap', ['br0', again])).toEqual([device, mac])
    expect(await call('ReleaseTap', [device])).toEqual([])
    expect(await call('Taps', [])).toEqual([[]])
  })

  it('do nothing for who is not allowed', async () => {
    for (const [name, args] of [
      ['CreateTap', ['br0', new Map()]],
      ['Bridges', []],
    ] as const) {
      await expect(call(name, args, denied)).rejects.toMatchObject({ code: 'NOT_AUTHORISED' })
    }
    expect(devices()).toEqual([])
  })

  it('refuse what they do not know', async () => {
    for (const args of [
      ['../eth0', new Map()],
      ['', new Map()],
      ['br0', new Map([['persist', text('no')]])],
      ['br0', new Map([['device', { signature: 'u', value: 1 }]])],
    ]) {
      await expect(call('CreateTap', args)).rejects.toMatchObject({ code: 'ARGUMENTS_INVALID' })
    }
    await expect(call('CreateTap', ['ghnat0', new Map()])).rejects.toMatchObject({
      code: 'NAT_NETWORK_MISSING',
    })
    expect(asked).toContain('nat-network')
    expect(devices()).toEqual([])
  })

  it('say that they are switched off', async () => {
    const off = tapMethods({
      taps: null,
      require: (feature) => {
        throw new GuesthouseError('FEATURE_OFF', { feature, path: '/etc' })
      },
      authorise: async () => {},
      variant: (signature, value) => ({ signature, value }),
    })
    expect(off.map(({ name }) => name)).toEqual(['CreateTap', 'ReleaseTap', 'Taps', 'Bridges'])
    for (const { handle } of off) {
      await expect(handle({ caller: ann, args: ['br0', new Map()] })).rejects.toMatchObject({
        ...{ code: 'FEATURE_OFF', params: { feature: 'bridged-networking' } },
      })
    }
  })
})
