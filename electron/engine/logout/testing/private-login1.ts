import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBus } from '../../testing/bus/daemon.ts'
import { descriptorLine } from '../../testing/bus/line.ts'
import { type BusAnswer, type BusCall, BusPeer } from '../../testing/bus/peer.ts'
import type { HostSignal } from '../login1-signals.ts'

/** A bus of the system's kind for ourselves: everybody on it may do everything. */
const busConfig = (socket: string): string => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=${socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    <allow user="*"/>
  </policy>
</busconfig>
`

/** A real dbus-daemon with a login1 on it that does what a test says. */
export class PrivateLogin1 {
  /** To be added to the environment of who talks to it. */
  readonly env: NodeJS.ProcessEnv
  /** The locks that were taken and let go, in order. */
  readonly locks: Readonly<Record<string, unknown>>[] = []
  readonly #dir: string
  readonly #daemon: { stop(): Promise<void> }
  readonly #held: string[] = []
  #peer: BusPeer | null = null

  private constructor(dir: string, daemon: { stop(): Promise<void> }) {
    this.#dir = dir
    this.#daemon = daemon
    this.env = { DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${join(dir, 'bus')}` }
  }

  static async start(): Promise<PrivateLogin1> {
    const dir = await mkdtemp(join(tmpdir(), 'gh-bus-'))
    const [config, bus] = [join(dir, 'conf'), join(dir, 'bus')]
    await writeFile(config, busConfig(bus))
    const daemon = await startBus(['--config-file', config], process.env)
    const login1 = new PrivateLogin1(dir, daemon)
    const line = await descriptorLine(bus, (lock) => {
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
    await this.#daemon.stop()
    await rm(this.#dir, { recursive: true, force: true })
  }

  #answer({ member, values }: BusCall): BusAnswer {
    if (member !== 'Inhibit') return { error: `no method ${member}` }
    const [what, who, why, mode] = values.map(String)
    this.#held.push(what ?? '')
    this.locks.push({ lock: 'taken', what, who, why, mode })
    return { descriptor: true }
  }
}
