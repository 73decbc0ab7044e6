import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EngineHome, eventually, idleGuest, viewOf } from '../../testing/engine-home.ts'
import { passtThat, startsOf } from '../testing/passts.ts'

let home: EngineHome
beforeEach(async () => {
  home = await EngineHome.make()
})
afterEach(() => home.dispose())

describe('passt', { timeout: 60_000 }, () => {
  it('gets its socket in the home where the runtime directory is forbidden, and is asked once', async () => {
    const { runtimeDir, stateDir } = home.paths
    const env = await passtThat(
      home,
      `[[ "$*" == *" ${runtimeDir}/"* ]] && { echo "UNIX socket bind: Permission denied" >&2; exit 1; }`,
    )
    const engine = await home.open(env)
    const { id } = await engine.create(idleGuest())
    // The second one comes beside QEMU, and has nothing but a file for its process number there.
    const expected = [`--socket ${stateDir}/`, `--pid ${stateDir}/`]
    for (const [index, argument] of expected.entries()) {
      await engine.start(id)
      const { connections } = viewOf(engine, id).runtime ?? {}
      expect(connections).toMatchObject({ net0: { backend: 'passt' } })
      const lines = await eventually(async () => {
        const found = (await startsOf(home)).filter((line) => !line.includes('--help'))
        expect(found).toHaveLength(index + 2)
        return found
      })
      expect(lines.at(-1)).toContain(argument)
      await engine.powerOff(id)
    }
    expect((await startsOf(home)).filter((line) => line.includes('--help'))).toHaveLength(1)
    expect(home.logged.filter((line) => line.startsWith('passt did not start beside'))).toEqual([])
  })

  it('that does not work leaves the guest cut off, with its words', async () => {
    const words = 'Couldn’t create user namespace: Operation not permitted'
    const engine = await home.open(await passtThat(home, `echo "${words}" >&2; exit 1`))
    const { id } = await engine.create(idleGuest())
    await engine.start(id)
    const { connections, notices } = viewOf(engine, id).runtime ?? {}
    expect(connections).toEqual({ net0: { backend: 'slirp', hostAccess: false, outside: false } })
    expect(notices).toContainEqual({
      ...{ code: 'NETWORK_CUT_OFF', device: 'net0', params: {}, cause: words },
    })
  })
})
