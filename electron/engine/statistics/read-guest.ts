import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { QmpClient } from '../qmp/index.ts'
import { readProcessUsage } from './process-usage.ts'
import { type DiskTotals, diskTotals, type Reading } from './reading.ts'
import { readTraffic, tapDevicesOf } from './tap-traffic.ts'

/** A guest that runs, as far as it is measured. */
export interface MeasuredGuest {
  readonly id: string
  /** Differs between two starts of one guest. */
  readonly run: string
  readonly pid: number
  /** What it has now. */
  readonly config: GuestConfig
  /** null while QEMU does not answer. */
  readonly qmp: QmpClient | null
}

interface Answer {
  readonly disks: DiskTotals | null
  readonly balloonBytes: number | null
}

const nothing: Answer = { disks: null, balloonBytes: null }

/** Reads one run of a guest again and again. */
export class GuestReader {
  readonly run: string
  readonly #pid: number
  /** The last question, while QEMU has not answered it. */
  #asked: Promise<Answer> | null = null
  #hasBalloon = true
  #nics: GuestConfig['nics'] | null = null
  #devices: ReadonlySet<string> = new Set()

  constructor({ run, pid }: MeasuredGuest) {
    this.run = run
    this.#pid = pid
  }

  /** Resolves when `deadline` does at the latest, without what QEMU has not said by then. */
  async read(guest: MeasuredGuest, deadline: Promise<void>): Promise<Reading> {
    const now = {
      at: performance.now(),
      usage: readProcessUsage(this.#pid),
      traffic: readTraffic(this.#tapDevices(guest.config.nics)),
    }
    // A QEMU that is slow to answer is not asked a second time meanwhile.
    this.#asked ??= this.#ask(guest).finally(() => {
      this.#asked = null
    })
    return { ...now, ...(await Promise.race([this.#asked, deadline.then(() => nothing)])) }
  }

  async #ask({ qmp, config }: MeasuredGuest): Promise<Answer> {
    if (qmp === null) return nothing
    const disks = qmp.execute('query-blockstats').then(diskTotals)
    const balloon =
      config.balloon && this.#hasBalloon
        ? qmp.execute('query-balloon').then(({ actual }) => actual)
        : Promise.reject(new Error('the guest has no balloon'))
    const [known, size] = await Promise.allSettled([disks, balloon])
    // Refused: it has none.
    if (known.status === 'fulfilled' && size.status === 'rejected') this.#hasBalloon = false
    return {
      disks: known.status === 'fulfilled' ? known.value : null,
      balloonBytes: size.status === 'fulfilled' ? size.value : null,
    }
  }

  /** Looked for again where the NICs have changed. */
  #tapDevices(nics: GuestConfig['nics']): ReadonlySet<string> {
    if (this.#nics !== nics) {
      this.#nics = nics
      const tapped = nics.some(({ network: { kind } }) => kind === 'bridge' || kind === 'tap')
      // What another account's process has open is not told: there the description has to do.
      const named = nics.flatMap(({ network }) => (network.kind === 'tap' ? [network.device] : []))
      this.#devices = new Set(tapped ? [...tapDevicesOf(this.#pid), ...named] : [])
    }
    return this.#devices
  }
}
