import { makePrivateBus, type PrivateBus } from '../../../platform/testing/private-bus.ts'
import { descriptorLine } from '../../testing/bus/line.ts'
import { type BusAnswer, type BusCall, BusPeer } from '../../testing/bus/peer.ts'
import type { HostSignal } from '../login1-signals.ts'

/** A real dbus-daemon with a login1 on it that does what a test says. */
export class PrivateLogin1 {
  /** To be added to the environment of who talks to it. */
  readonly env: NodeJS.ProcessEnv
  /** The locks that were taken and let go, in order. */
  readonly locks: Readonly<Record<string, unknown>>[] = []
  readonly #bus: PrivateBus
  readonly #held: string[] = []
  #peer: BusPeer | null = null

  private constructor(bus: PrivateBus) {
    this.#bus = bus
    this.env = bus.env
  }

  static async start(): Promise<PrivateLogin1> {
    const bus = await makePrivateBus('system')
    await bus.start()
    const login1 = new PrivateLogin1(bus)
    const line = await descriptorLine(bus.socket, (lock) => {
      login1.locks.push({ lock: 'released', what: login1.#held[lock] })
    })
    const answer = (call: BusCall): BusAnswer => login1.#answer(call)
    login1.#peer = await BusPeer.join(line, 'org.freedesktop.login1', answer)
    return login1
  }

  announce({ about, before }: HostSignal): void {
    const member = about === 'shutdown' ? 'PrepareForShutdown' : 'PrepareForSleep'
    const manager = { path: '/org/freedesktop/login1', interface: 'org.freedesktop.login1.Manager' }
    this.#peer?.announce({ ...manager, member }, before)
  }

  async stop(): Promise<void> {
    await this.#peer?.leave()
    await this.#bus.dispose()
  }

  #answer({ member, values }: BusCall): BusAnswer {
    if (member !== 'Inhibit') return { error: `no method ${member}` }
    const [what, who, why, mode] = values.map(String)
    this.#held.push(what ?? '')
    this.locks.push({ lock: 'taken', what, who, why, mode })
    return { descriptor: true }
  }
}
