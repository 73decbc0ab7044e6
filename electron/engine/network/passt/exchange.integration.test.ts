import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ProcessIdentity, signal as sendSignal } from '../../../platform/process-identity.ts'
import type { Engine } from '../../index.ts'
import { EngineHome, eventually, idleGuest, viewOf } from '../../testing/engine-home.ts'
import { freePort } from '../testing/host-servers.ts'
import { withGuests } from '../testing/network-guests.ts'
import { passtsOf, passtThat, startsOf } from '../testing/passts.ts'

let home: EngineHome
beforeEach(async () => {
  home = await EngineHome.make()
  kept = await freePort()
  refused = await freePort()
})
afterEach(() => home.dispose())

/** Ports that nobody has. */
let kept: number
let refused: number
const forward = (hostPort: number) => ({
  ...{ protocol: 'tcp' as const, address: '127.0.0.1', hostPort, guestPort: 80 },
})
const user = (ports: readonly number[]) => ({
  ...{ kind: 'user' as const, hostAccess: false, forwards: ports.map(forward) },
})

async function configure(engine: Engine, id: string, ports: readonly number[]): Promise<unknown> {
  const { config } = viewOf(engine, id)
  if (config === null) throw new Error('no configuration')
  const nics = config.nics.map((nic) => ({ ...nic, network: user(ports) }))
  return (await engine.configure(id, { config: { ...config, nics } })).pending
}

/** A guest whose passt came beside QEMU, that of later ones runs after `script`. */
async function served(script: string): Promise<{ engine: Engine; id: string }> {
  const { engine, ids } = await withGuests(
    home,
    [{ guest: idleGuest(), networks: [user([kept])] }],
    await passtThat(home, script),
  )
  const [id] = ids
  await engine.start(id)
  await engine.powerOff(id)
  await engine.start(id)
  await eventually(async () => expect(await passtsOf(home)).toHaveLength(1))
  return { engine, id }
}

describe('a passt that takes over from another', { timeout: 60_000 }, () => {
  it('and fails is followed by one with the forwards of before', async () => {
    const script = `[[ "$*" == *"/${refused}:"* ]] && { echo "no such luck" >&2; exit 1; }`
    const { engine, id } = await served(script)
    const before = await passtsOf(home)
    await expect(configure(engine, id, [kept, refused])).rejects.toMatchObject({
      code: 'PORT_FORWARD_REFUSED',
      params: { port: refused, reason: 'no such luck' },
    })
    expect((await startsOf(home)).at(-2)).toContain(`/${refused}:`)
    expect(await passtsOf(home)).toEqual(before)
    const { runtime, config } = viewOf(engine, id)
    expect(runtime?.notices.map(({ code }) => code)).not.toContain('HELPER_ENDED')
    expect(config?.nics[0]?.network).toMatchObject(user([kept]))
    expect(await configure(engine, id, [])).toEqual([])
    expect((await passtsOf(home))[0]).toContain('--tcp-ports none')
  })

  it('and cannot be had leaves the NIC without a link, and its page says so', async () => {
    const flag = '"$(dirname "$0")/broken"'
    const script = [
      `[[ "$*" == *"/${refused}:"* ]] && touch ${flag}`,
      `[[ -e ${flag} ]] && { echo "no such luck" >&2; exit 1; }`,
    ]
    const { engine, id } = await served(script.join('\n'))
    await expect(configure(engine, id, [kept, refused])).rejects.toMatchObject({
      code: 'PORT_FORWARD_REFUSED',
    })
    expect(await passtsOf(home)).toEqual([])
    expect(viewOf(engine, id).runtime).toMatchObject({
      connections: { net0: { backend: 'none', outside: false } },
      notices: expect.arrayContaining([
        { code: 'NETWORK_CUT_OFF', device: 'net0', params: {}, cause: 'no such luck' },
      ]),
    })
    await engine.powerOff(id)
  })

  it('is told of when it is killed', async () => {
    const { engine, id } = await served('')
    expect(await configure(engine, id, [kept, refused])).toEqual([])
    const record = JSON.parse(await readFile(home.paths.guest(id).runFile, 'utf8')) as {
      helpers: { name: string; process: ProcessIdentity }[]
    }
    const passt = record.helpers.find(({ name }) => name === 'net0')?.process
    expect(passt !== undefined && sendSignal(passt, 'SIGKILL')).toBe(true)
    await eventually(() =>
      expect(viewOf(engine, id).runtime?.notices).toContainEqual({
        ...{ code: 'HELPER_ENDED', params: { name: 'net0' } },
      }),
    )
  })
})
