import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startBus } from '../../../platform/testing/private-bus.ts'
import { unitPath } from '../scope-unit.ts'
import { socketLine } from '../../testing/bus/line.ts'
import { type BusAnswer, type BusCall, BusPeer } from '../../testing/bus/peer.ts'

export interface StartedUnit {
  readonly unit: string
  readonly mode: string
  readonly properties: Readonly<Record<string, unknown>>
}

type Behaviour = 'works' | 'refuses' | 'moves nothing'

/**
 * A user manager's face on a real message bus. A real one needs a cgroup that an administrator has
 * handed over, and so cannot be started by a test.
 */
export class FakeManager {
  readonly started: StartedUnit[] = []
  readonly #endBus: () => Promise<void>
  #peer: BusPeer | null = null
  readonly #behaviour: Behaviour

  private constructor(endBus: () => Promise<void>, behaviour: Behaviour) {
    this.#endBus = endBus
    this.#behaviour = behaviour
  }

  /** In the runtime directory of `env`. */
  static async start(env: NodeJS.ProcessEnv, behaviour: Behaviour = 'works'): Promise<FakeManager> {
    const runtimeDir = env['XDG_RUNTIME_DIR'] ?? ''
    const bus = join(runtimeDir, 'bus')
    const endBus = await startBus(['--session', `--address=unix:path=${bus}`], env)
    const manager = new FakeManager(endBus, behaviour)
    const name = 'org.freedesktop.systemd1'
    manager.#peer = await BusPeer.join(await socketLine(bus), name, (call) => manager.#answer(call))
    await mkdir(join(runtimeDir, 'systemd'), { recursive: true })
    await writeFile(join(runtimeDir, 'systemd/private'), '')
    return manager
  }

  async stop(): Promise<void> {
    await this.#peer?.leave()
    await this.#endBus()
  }

  #answer({ member, values }: BusCall): BusAnswer {
    if (this.#behaviour === 'refuses') return { error: 'Permission denied' }
    if (member === 'StartTransientUnit') {
      const [unit, mode, properties] = values
      const entries = properties as [string, unknown][]
      this.started.push({
        ...{ unit: String(unit), mode: String(mode) },
        properties: Object.fromEntries(entries),
      })
      return { path: '/org/freedesktop/systemd1/job/1' }
    }
    if (member !== 'GetUnitByPID') return { error: `no method ${member}` }
    const moved = this.started.find(({ properties }) =>
      (properties['PIDs'] as number[]).includes(Number(values[0])),
    )
    const unit = this.#behaviour === 'works' ? moved?.unit : 'session.scope'
    return unit === undefined ? { error: 'no unit' } : { path: unitPath(unit) }
  }
}
