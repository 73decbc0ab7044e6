import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findProgram } from '../../capabilities/find-program.ts'
import { EngineHome, idleGuest, viewOf } from '../../testing/engine-home.ts'

let home: EngineHome
beforeEach(async () => {
  home = await EngineHome.make()
})
afterEach(() => home.dispose())

/** A passt in front of the real one. It lists its starts; `$REAL` in the script is the real one. */
async function passtThat(script: string): Promise<NodeJS.ProcessEnv> {
  const real = await findProgram({ names: ['passt'], env: process.env })
  const bin = join(home.dir, 'bin')
  await mkdir(bin)
  const path = join(bin, 'passt')
  await writeFile(path, `#!/bin/bash\nREAL=${real}\necho "$*" >> ${starts()}\n${script}\n`)
  await chmod(path, 0o755)
  return { PATH: `${bin}${delimiter}${process.env['PATH']}` }
}
const starts = (): string => join(home.dir, 'starts')
const startsOf = async (): Promise<string[]> =>
  (await readFile(starts(), 'utf8')).split('\n').filter((line) => line.includes('--socket'))

describe('passt', { timeout: 60_000 }, () => {
  it('gets its socket in the home where the runtime directory is forbidden, and is asked once', async () => {
    const { runtimeDir, stateDir } = home.paths
    const env = await passtThat(
      `[[ "$*" == *"--socket ${runtimeDir}/"* ]] && { echo "UNIX socket bind: Permission denied" >&2; exit 1; }\nexec $REAL "$@"`,
    )
    const engine = await home.open(env)
    const { id } = await engine.create(idleGuest())
    for (const count of [2, 3]) {
      await engine.start(id)
      const { connections } = viewOf(engine, id).runtime ?? {}
      expect(connections).toMatchObject({ net0: { backend: 'passt' } })
      const lines = await startsOf()
      expect(lines).toHaveLength(count)
      expect(lines.at(-1)).toContain(`--socket ${stateDir}/`)
      await engine.powerOff(id)
    }
    expect((await readFile(starts(), 'utf8')).match(/--help/g)).toHaveLength(1)
  })

  it('that does not work leaves the guest cut off, with its words', async () => {
    const words = 'Couldn’t create user namespace: Operation not permitted'
    const engine = await home.open(await passtThat(`echo "${words}" >&2; exit 1`))
    const { id } = await engine.create(idleGuest())
    await engine.start(id)
    const { connections, notices } = viewOf(engine, id).runtime ?? {}
    expect(connections).toEqual({ net0: { backend: 'slirp', hostAccess: false, outside: false } })
    expect(notices).toContainEqual({
      ...{ code: 'NETWORK_CUT_OFF', device: 'net0', params: {}, cause: words },
    })
  })
})
