import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findQemu, findQemuImg } from '../capabilities/index.ts'
import type { Engine } from '../index.ts'
import { EngineHome, eventually, idleGuest, viewOf } from '../testing/engine-home.ts'
import { passtsOf, passtThat } from './testing/passts.ts'
import type { GuestShell } from '../testing/guest-shell.ts'
import {
  closeServers,
  echo,
  freePort,
  GREETING,
  isTaken,
  ownAddress,
  serve,
  serveWithoutEnd,
} from './testing/host-servers.ts'
import { bootable, networkShell, noticesOf, withGuests } from './testing/network-guests.ts'

let home: EngineHome
beforeEach(async () => {
  home = await EngineHome.make()
})
afterEach(async () => {
  closeServers()
  await home.dispose()
})

const user = (more: object = {}) => ({
  kind: 'user' as const,
  hostAccess: false,
  forwards: [],
  ...more,
})
const forward = (hostPort: number) => ({
  ...{ protocol: 'tcp' as const, address: '127.0.0.1' },
  ...{ hostPort, guestPort: 80 },
})

/** Leaves one cable plugged in, and asks for an address on it. */
async function use(shell: GuestShell, nic: number, nics: number): Promise<void> {
  for (let other = 0; other < nics; other += 1) {
    await shell.run(`ip address flush dev eth${other}; ip link set eth${other} down`)
  }
  await shell.run(`ip link set eth${nic} up; udhcpc -i eth${nic} -q -n -f -t 10 -T 1`)
}
/** Answers on port 80 with what it is sent. */
const SERVE = '(nc -ll -p 80 -e cat &); until netstat -tln | grep -q :80; do :; done'
const OUT_OF_THE_NIC = [
  'echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet',
  'ip address del 127.0.0.1/8 dev lo; ip route flush table local 127.0.0.0/8',
  'ip route add 127.0.0.0/8 via 198.51.100.1',
].join('; ')
const gateway = "$(ip route | awk '/^default/ {print $3}')"
/** What a server says. passt of 2023 may keep the end of a connection to itself. */
const hear = (address: string, port: number): string =>
  `timeout 4 nc -w 2 ${address} ${port} < /dev/null || true`

/** Returns what holds after the next start only. */
async function configureForwards(engine: Engine, id: string, forwards: readonly object[]) {
  const { config } = viewOf(engine, id)
  if (config === null) throw new Error('no configuration')
  const nics = config.nics.map((nic) => ({ ...nic, network: user({ forwards }) }))
  const { pending } = await engine.configure(id, { config: { ...config, nics } })
  return pending
}

describe('a guest on the user’s own network, with passt', { timeout: 180_000 }, () => {
  it('reaches the outside and not 127.0.0.1, is reached by its forward', async () => {
    const [loopback, outside] = [await serve('127.0.0.1'), await serve(ownAddress())]
    const port = await freePort()
    const networks = [
      user({ forwards: [forward(port), { ...forward(port), protocol: 'udp' }] }),
      user({ hostAccess: true }),
      { kind: 'isolated' as const },
    ]
    const rival = { guest: idleGuest(), networks: [user({ forwards: [forward(port)] })] }
    const { engine, ids } = await withGuests(home, [{ guest: bootable('first'), networks }, rival])
    const [id, second = ''] = ids
    await engine.start(id)
    expect(viewOf(engine, id).runtime?.connections).toEqual({
      net0: { backend: 'passt', hostAccess: false, outside: true },
      net1: { backend: 'passt', hostAccess: true, outside: true },
      net2: { backend: 'slirp', hostAccess: false, outside: false },
    })
    expect(noticesOf(engine, id)).toContain('net1 HOST_ACCESS')
    expect(noticesOf(engine, id)).not.toContain('net0 HOST_ACCESS')

    const given = { nic: 'net0', address: ownAddress(), source: 'passt' }
    expect(await engine.addresses(id)).toContainEqual(given)
    const shell = await networkShell(home, engine, id)
    await use(shell, 0, 3)
    expect(await shell.run('ip address show dev eth0')).toContain(`inet ${given.address}/`)
    expect(await shell.run(hear(gateway, loopback))).not.toContain(GREETING)
    await shell.run(SERVE)
    expect(await echo(port, 'to the guest')).toBe('to the guest')
    // passt gives the guest this computer's address: another one makes it go out for that.
    await shell.run('ip address flush dev eth0; ip address add 198.51.100.2/24 dev eth0')
    await shell.run('ip route add default via 198.51.100.1')
    expect(await shell.run(hear(ownAddress(), outside))).toContain(GREETING)

    // Somebody with all rights in the guest sends 127.0.0.1 itself out of the NIC.
    await shell.run(OUT_OF_THE_NIC)
    const got = await shell.run(hear('127.0.0.1', loopback))
    expect(got.includes(GREETING)).toBe(noticesOf(engine, id).includes('net0 PASST_OLD'))

    await use(shell, 1, 3)
    expect(await shell.run(hear(gateway, loopback))).toContain(GREETING)

    await use(shell, 2, 3)
    await shell.run('ip route replace default via 10.0.2.2')
    expect(await shell.run(hear('10.0.2.2', loopback))).not.toContain(GREETING)
    expect(await shell.run(hear(ownAddress(), outside))).not.toContain(GREETING)
    shell.close()

    await expect(engine.start(second)).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      params: { port, holder: 'the machine first' },
    })
    await engine.powerOff(id)
    await engine.start(second)
    expect(viewOf(engine, second).state).toBe('running')
  })

  it('is served by a passt that comes when its QEMU does', async () => {
    const outside = await serve(ownAddress())
    const first = await freePort()
    const networks = [user({ forwards: [forward(first)] })]
    const { engine, ids } = await withGuests(home, [{ guest: bootable('live'), networks }])
    const [id] = ids
    // The second start is one whose passt comes when QEMU does.
    for (const option of ['--socket', '--fd']) {
      await engine.start(id)
      await eventually(async () => expect(await passtsOf(home)).toHaveLength(1))
      expect((await passtsOf(home))[0]).toContain(option)
      if (option === '--socket') await engine.powerOff(id)
    }
    const shell = await networkShell(home, engine, id)
    await use(shell, 0, 1)
    await shell.run(SERVE)
    expect(await echo(first, 'as it was started')).toBe('as it was started')

    expect(noticesOf(engine, id)).not.toContain('undefined HELPER_ENDED')

    const { config } = viewOf(engine, id)
    if (config === null) throw new Error('no configuration')
    const nic = { ...config.nics[0], id: 'net1', mac: '52:54:00:aa:bb:cc', network: user() }
    await engine.configure(id, { config: { ...config, nics: [...config.nics, nic] } as never })
    expect(await passtsOf(home)).toHaveLength(2)
    await engine.configure(id, { config })
    expect(await passtsOf(home)).toHaveLength(1)

    const taken = await serve('127.0.0.1')
    const before = await passtsOf(home)
    await expect(
      configureForwards(engine, id, [forward(first), forward(taken)]),
    ).rejects.toMatchObject({ code: 'PORT_TAKEN', params: { port: taken } })
    expect(await passtsOf(home)).toEqual(before)
    expect(await echo(first, 'as before')).toBe('as before')
    expect(viewOf(engine, id).runtime?.connections).toMatchObject({ net0: { backend: 'passt' } })

    await shell.run('ip address flush dev eth0; ip address add 198.51.100.2/24 dev eth0')
    await shell.run('ip route add default via 198.51.100.1')
    expect(await shell.run(hear(ownAddress(), outside))).toContain(GREETING)
    shell.close()

    await engine.powerOff(id)
    expect(await passtsOf(home)).toEqual([])
  })

  it('gets and loses forwards while it runs and downloads', async () => {
    const { port: outside, sent } = await serveWithoutEnd(ownAddress())
    const [first, second, taken] = [await freePort(), await freePort(), await serve('127.0.0.1')]
    const greeter = await serve(ownAddress())
    const networks = [user({ forwards: [forward(first)] })]
    const { engine, ids } = await withGuests(home, [{ guest: bootable('live'), networks }])
    const [id] = ids
    // What listened itself keeps QEMU's connection to itself.
    await engine.start(id)
    expect(await configureForwards(engine, id, [forward(first), forward(second)])).toEqual([
      'nics.net0.network',
    ])
    expect(await configureForwards(engine, id, [forward(first)])).toEqual([])
    await engine.powerOff(id)

    await engine.start(id)
    await eventually(async () => expect(await passtsOf(home)).toHaveLength(1))
    const shell = await networkShell(home, engine, id)
    // passt gives the guest this computer's address: another one makes it go out for that.
    await shell.run('ip link set eth0 up; ip address add 198.51.100.2/24 dev eth0')
    await shell.run('ip route add default via 198.51.100.1')
    await shell.run(SERVE)
    const page = `http://${ownAddress()}:${outside}/`
    const downloads = async (): Promise<void> => {
      await shell.run(`wget -q -O /dev/null ${page} > /dev/null 2>&1 & :`)
      const before = sent()
      await eventually(() => expect(sent()).toBeGreaterThan(before + 16 * 1024 * 1024), 60_000)
    }
    const change = async (forwards: readonly object[]): Promise<void> => {
      await downloads()
      expect(await configureForwards(engine, id, forwards)).toEqual([])
      // Its connection was lost, and a new passt learns an address that it did not give from frames.
      await shell.run('killall wget')
      await downloads()
      await shell.run('killall wget')
      // passt of 2023 sends a SYN once, and drops it where QEMU is behind with taking frames. They come
      // in order: what the guest gets now comes after all of the download's.
      expect(await shell.run(`nc ${ownAddress()} ${greeter}`)).toContain(GREETING)
    }
    for (let round = 0; round < 5; round += 1) {
      await change([forward(first), forward(second)])
      expect(await echo(second, 'by the new one')).toBe('by the new one')
      expect(await echo(first, 'by the old one')).toBe('by the old one')
      const before = await passtsOf(home)
      await expect(
        configureForwards(engine, id, [forward(first), forward(taken)]),
      ).rejects.toMatchObject({ code: 'PORT_TAKEN', params: { port: taken } })
      expect(await passtsOf(home)).toEqual(before)
      expect(await echo(second, 'as before')).toBe('as before')

      await change([forward(first)])
      await expect(isTaken(second)).resolves.toBe(false)
      expect(await echo(first, 'still')).toBe('still')
    }
    expect(await passtsOf(home)).toHaveLength(1)
    expect(viewOf(engine, id).runtime?.notices.map(({ code }) => code)).not.toContain(
      'HELPER_ENDED',
    )
    expect(viewOf(engine, id).runtime?.connections).toMatchObject({ net0: { backend: 'passt' } })
    shell.close()
    await engine.powerOff(id)
    expect(await passtsOf(home)).toEqual([])
  })

  it('says so where the passt that came with QEMU fails, and has one at its next start', async () => {
    const { engine, ids } = await withGuests(
      home,
      [{ guest: idleGuest(), networks: [user()] }],
      await passtThat(home, '[[ "$*" == *"--fd "* ]] && { echo "no such luck" >&2; exit 1; }'),
    )
    const [id] = ids
    const served = { backend: 'passt', hostAccess: false, outside: true }
    const unserved = { backend: 'none', hostAccess: false, outside: false }
    for (const net0 of [served, unserved, served]) {
      await engine.start(id)
      await eventually(() => expect(viewOf(engine, id).runtime?.connections).toEqual({ net0 }))
      const cutOff = viewOf(engine, id).runtime?.notices.filter(
        ({ code }) => code === 'NETWORK_CUT_OFF',
      )
      const told = { code: 'NETWORK_CUT_OFF', device: 'net0', params: {}, cause: 'no such luck' }
      expect(cutOff).toEqual(net0 === unserved ? [told] : [])
      await engine.powerOff(id)
    }
  })
})

describe('a guest on the user’s own network, without passt', { timeout: 180_000 }, () => {
  /** A PATH with QEMU alone. */
  async function withoutPasst(): Promise<NodeJS.ProcessEnv> {
    const bin = join(home.dir, 'qemu-alone')
    await mkdir(bin)
    await symlink(await findQemu(process.env), join(bin, 'qemu-system-x86_64'))
    await symlink(await findQemuImg(process.env), join(bin, 'qemu-img'))
    return { PATH: bin }
  }

  it('is cut off but for its forward, unless the host is opened to it', async () => {
    const [loopback, outside] = [await serve('127.0.0.1'), await serve(ownAddress())]
    const port = await freePort()
    const networks = [user({ forwards: [forward(port)] }), user({ hostAccess: true })]
    const guest = { guest: bootable('cut off'), networks }
    const { engine, ids } = await withGuests(home, [guest], await withoutPasst())
    const [id] = ids
    await engine.start(id)
    expect(viewOf(engine, id).runtime?.connections).toEqual({
      net0: { backend: 'slirp', hostAccess: false, outside: false },
      net1: { backend: 'slirp', hostAccess: true, outside: true },
    })
    expect(noticesOf(engine, id)).toEqual(
      expect.arrayContaining(['net0 NETWORK_CUT_OFF', 'net1 HOST_ACCESS']),
    )

    const shell = await networkShell(home, engine, id)
    await use(shell, 0, 2)
    await shell.run('ip route replace default via 10.0.2.2')
    expect(await shell.run(hear('10.0.2.2', loopback))).not.toContain(GREETING)
    expect(await shell.run(hear(ownAddress(), outside))).not.toContain(GREETING)
    await shell.run(SERVE)
    expect(await echo(port, 'to the guest')).toBe('to the guest')

    const given = { nic: 'net0', address: '10.0.2.15', source: 'slirp' }
    expect(await engine.addresses(id)).toContainEqual(given)

    await use(shell, 1, 2)
    expect(await shell.run(hear('10.0.2.2', loopback))).toContain(GREETING)
    expect(await shell.run(hear(ownAddress(), outside))).toContain(GREETING)
    shell.close()
  })

  it('gets and loses a forward while it runs', async () => {
    const [first, second] = [await freePort(), await freePort()]
    const networks = [user({ forwards: [forward(first)] })]
    const guest = { guest: idleGuest(), networks }
    const { engine, ids } = await withGuests(home, [guest], await withoutPasst())
    const [id] = ids
    await engine.start(id)
    expect(await configureForwards(engine, id, [forward(second)])).toEqual([])
    expect(viewOf(engine, id).runtime?.config.nics).toEqual(viewOf(engine, id).config?.nics)
    await expect(isTaken(first)).resolves.toBe(false)
    await expect(isTaken(second)).resolves.toBe(true)

    const taken = await serve('127.0.0.1')
    await expect(
      configureForwards(engine, id, [forward(second), forward(taken)]),
    ).rejects.toMatchObject({ code: 'PORT_TAKEN', params: { port: taken } })
    await expect(isTaken(second)).resolves.toBe(true)
  })
})

describe('a port of this computer', () => {
  it('that another program has is refused with its name', async () => {
    const port = await serve('127.0.0.1')
    const networks = [user({ forwards: [forward(port)] })]
    const { engine, ids } = await withGuests(home, [{ guest: idleGuest(), networks }])
    await expect(engine.start(ids[0])).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      params: { port, holder: expect.stringMatching(new RegExp(`\\(process ${process.pid}\\)$`)) },
    })
    expect(viewOf(engine, ids[0]).state).toBe('stopped')
    expect(await home.guestPids()).toEqual([])
  })

  it('below 1024 is refused with what would open it', async () => {
    const networks = [user({ forwards: [{ ...forward(81) }] })]
    const { engine, ids } = await withGuests(home, [{ guest: idleGuest(), networks }])
    await expect(engine.start(ids[0])).rejects.toMatchObject({
      code: 'PORT_PRIVILEGED',
      params: { port: 81 },
      next: expect.stringContaining('ip_unprivileged_port_start=81'),
    })
  })

  it('at an address that this computer does not have is refused', async () => {
    const address = '203.0.113.7'
    const networks = [user({ forwards: [{ ...forward(20_080), address }] })]
    const { engine, ids } = await withGuests(home, [{ guest: idleGuest(), networks }])
    await expect(engine.start(ids[0])).rejects.toMatchObject({ code: 'PORT_ADDRESS_UNKNOWN' })
  })
})
