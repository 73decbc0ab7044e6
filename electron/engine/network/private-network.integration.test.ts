import { readdir } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { identify, listProcesses, waitUntilGone } from '../../platform/process-identity.ts'
import { EngineHome, eventually, idleGuest, pidOf, viewOf } from '../testing/engine-home.ts'
import type { GuestShell } from '../testing/guest-shell.ts'
import { bootable, networkShell, withGuests } from './testing/network-guests.ts'

let home: EngineHome
beforeEach(async () => {
  home = await EngineHome.make()
})
afterEach(() => home.dispose())

const lab = { kind: 'private' as const, name: 'lab' }
const other = { kind: 'private' as const, name: 'other' }

/** The processes that are switches of this home's private networks. */
const switches = async (): Promise<number[]> =>
  (await listProcesses())
    .filter(({ argv }) =>
      argv.some((argument) => argument.includes(`path=${home.paths.networksDir}/`)),
    )
    .map(({ pid }) => pid)

async function killed(pid: number): Promise<void> {
  const identity = identify(pid)
  process.kill(pid, 'SIGKILL')
  if (identity !== null) await waitUntilGone(identity, 5_000)
}

async function address(shell: GuestShell, host: number): Promise<void> {
  await shell.run(`ip address add 10.77.0.${host}/24 dev eth0; ip link set eth0 up`)
}
const ping = (host: number): string => `ping -c 1 -W 1 10.77.0.${host} > /dev/null`
/** Answered once the switch has called the guest, which neither of them tells. */
const reaches = (shell: GuestShell, host: number): Promise<string> =>
  eventually(() => shell.run(ping(host)))

describe('a private network', { timeout: 180_000 }, () => {
  it('carries on when a guest is killed, and when the app goes and comes back', async () => {
    const guests = ['a', 'b', 'c'].map((name) => ({ guest: bootable(name), networks: [lab] }))
    const { engine, ids } = await withGuests(home, guests)
    const [a, b = '', c = ''] = ids
    await Promise.all(ids.map((id) => engine.start(id)))
    expect(viewOf(engine, a).runtime?.connections).toEqual({
      net0: { backend: 'private', hostAccess: false, outside: false },
    })
    const shells = await Promise.all(ids.map((id) => networkShell(home, engine, id)))
    await Promise.all(shells.map((shell, index) => address(shell, index + 1)))
    const [shellA, shellB, shellC] = shells as [GuestShell, GuestShell, GuestShell]
    await reaches(shellA, 2)
    await reaches(shellA, 3)
    const [hub, ...more] = await switches()
    expect(more).toEqual([])

    await killed(pidOf(viewOf(engine, b)))
    await shellC.run(ping(1))
    await shellA.run(ping(3))

    // One that does not read holds nobody up.
    await eventually(() => expect(viewOf(engine, b).state).toBe('crashed'))
    await engine.start(b)
    const again = await networkShell(home, engine, b)
    await address(again, 2)
    await reaches(shellA, 2)
    await engine.pause(b)
    await shellA.run('ping -q -c 300 -i 0.01 -s 1400 10.77.0.3 > /dev/null')
    await engine.resume(b)

    await home.close(engine)
    await shellA.run(ping(3))
    const back = await home.open()
    expect(await switches()).toEqual([hub])
    await shellA.run(ping(3))
    await shellA.run(ping(2))
    await back.powerOff(c)
    await shellA.run(ping(2))
    for (const shell of [shellA, shellB, shellC, again]) shell.close()
    await Promise.all([a, b].map((id) => back.powerOff(id)))
    await eventually(async () => expect(await switches()).toEqual([]))
    expect(await readdir(home.paths.runtimeDir)).toEqual([])
  })

  it('comes back when its switch was killed while the app was closed', async () => {
    const guests = ['a', 'b'].map((name) => ({ guest: bootable(name), networks: [lab] }))
    const { engine, ids } = await withGuests(home, guests)
    await Promise.all(ids.map((id) => engine.start(id)))
    const shells = await Promise.all(ids.map((id) => networkShell(home, engine, id)))
    await Promise.all(shells.map((shell, index) => address(shell, index + 1)))
    const [shell] = shells as [GuestShell]
    await reaches(shell, 2)
    await home.close(engine)
    for (const pid of await switches()) await killed(pid)
    await expect(shell.run(ping(2))).rejects.toThrow('ping')
    await home.open()
    await reaches(shell, 2)
    for (const each of shells) each.close()
  })

  it('hears who spoke while they were alone in it, once another comes', async () => {
    const guests = ['a', 'b'].map((name) => ({ guest: bootable(name), networks: [lab] }))
    const { engine, ids } = await withGuests(home, guests)
    const [a, b = ''] = ids
    await engine.start(a)
    const shell = await networkShell(home, engine, a)
    await address(shell, 1)
    await expect(shell.run(ping(2))).rejects.toThrow('ping')
    await engine.start(b)
    const late = await networkShell(home, engine, b)
    await address(late, 2)
    await reaches(shell, 2)
    for (const each of [shell, late]) each.close()
  })

  it('is joined by a NIC that comes while the guest runs', async () => {
    const guest = { guest: idleGuest(), networks: [{ kind: 'isolated' as const }] }
    const { engine, ids } = await withGuests(home, [guest])
    const [id] = ids
    await engine.start(id)
    const { config } = viewOf(engine, id)
    if (config === null) throw new Error('no configuration')
    const nic = { model: 'virtio' as const, connected: true }
    const user = { kind: 'user' as const, hostAccess: false, forwards: [] }
    const added = [
      { ...nic, id: 'net1', mac: '52:54:00:00:01:01', network: lab },
      { ...nic, id: 'net2', mac: '52:54:00:00:01:02', network: user },
    ]
    const nics = [...config.nics, ...added]
    expect(await engine.configure(id, { config: { ...config, nics } })).toMatchObject({
      pending: [],
    })
    expect(viewOf(engine, id).runtime?.connections).toMatchObject({
      net0: { backend: 'slirp' },
      net1: { backend: 'private' },
      net2: { backend: 'passt' },
    })
    await eventually(async () => expect(await switches()).toHaveLength(1))
    await engine.powerOff(id)
    await eventually(async () => expect(await switches()).toEqual([]))
  })

  it('has a switch of its own, which ends with the last guest or when the app comes back', async () => {
    const guests = [lab, other].map((network) => ({ guest: idleGuest(), networks: [network] }))
    const { engine, ids } = await withGuests(home, guests)
    await Promise.all(ids.map((id) => engine.start(id)))
    await eventually(async () => expect(await switches()).toHaveLength(2))
    await engine.powerOff(ids[0])
    await eventually(async () => expect(await switches()).toHaveLength(1))
    const pid = pidOf(viewOf(engine, ids[1] ?? ''))
    await home.close(engine)
    await killed(pid)
    expect(await switches()).toHaveLength(1)
    await home.open()
    await eventually(async () => expect(await switches()).toEqual([]))
  })
})
