import { GuesthouseError, toErrorData } from '../../../shared/domain/errors.ts'
import type { Logger } from '../../platform/logger.ts'
import { InTurn } from './in-turn.ts'
import type { NetworkControl } from './network-control.ts'
import type { Tap } from './protocol.ts'
import { readTapRecord, writeTapRecord } from './tap-record.ts'

/** Who holds TAP devices: a program on the bus, by its unique name. */
export interface TapHolder {
  readonly uniqueName: string
  readonly uid: number
}

/** What the message bus knows of those who call. */
export interface CallerPresence {
  /** Differs between two buses, and between two starts of one (org.freedesktop.DBus.GetId). */
  busId(): Promise<string>
  isPresent(uniqueName: string): Promise<boolean>
  /** Calls back with the unique name of who has left the bus. */
  onVanished(listener: (uniqueName: string) => void): () => void
}

export interface TapServiceOptions {
  readonly control: NetworkControl
  readonly presence: CallerPresence
  /** Path of the record of who holds what. */
  readonly recordFile: string
  readonly logger: Logger
}

/**
 * TAP devices of those who call. A device stays for as long as somebody holds it, or has it open: a
 * guest outlives the app that started it. What nobody holds and nobody has open is removed, by events
 * of the bus and of the kernel, and when the daemon starts. All of it is done one after the other, and
 * by what the network service says there is.
 */
export class TapService {
  readonly #control: NetworkControl
  readonly #presence: CallerPresence
  readonly #recordFile: string
  readonly #logger: Logger
  readonly #turn = new InTurn()
  readonly #holders = new Map<string, string>()
  #busId = ''
  readonly #ends: (() => void)[] = []

  private constructor({ control, presence, recordFile, logger }: TapServiceOptions) {
    this.#control = control
    this.#presence = presence
    this.#recordFile = recordFile
    this.#logger = logger
  }

  /** Puts in order what is left of earlier: who held something and is gone holds it no more. */
  static async open(options: TapServiceOptions): Promise<TapService> {
    const service = new TapService(options)
    await service.#turn.run(() => service.#open())
    return service
  }

  async #open(): Promise<void> {
    const { control, presence } = { control: this.#control, presence: this.#presence }
    this.#busId = await presence.busId()
    const before = await readTapRecord(this.#recordFile, this.#logger)
    // Listening first: who leaves while we ask is told of as well.
    this.#ends.push(presence.onVanished((name) => this.#vanished(name)))
    if (before?.bus === this.#busId) {
      for (const [device, holder] of Object.entries(before.holders)) {
        if (await presence.isPresent(holder)) this.#holders.set(device, holder)
      }
    }
    await this.#write()
    this.#ends.push(control.watch(() => this.#settleInTurn()))
  }

  /**
   * Makes a device on the bridge for the caller's account, or hands `device` to him, which an
   * earlier one of the same account was given. Rejects with what the network service says, or
   * TAP_NOT_FOUND.
   */
  createTap(caller: TapHolder, bridge: string, device?: string): Promise<Tap> {
    return this.#turn.run(async () => {
      const tap =
        device === undefined
          ? await this.#control.create(bridge, caller.uid)
          : await this.#find(caller, device, bridge)
      const before = this.#holders.get(tap.device)
      this.#holders.set(tap.device, caller.uniqueName)
      try {
        await this.#write()
      } catch (error) {
        if (before === undefined) this.#holders.delete(tap.device)
        else this.#holders.set(tap.device, before)
        await this.#settle()
        throw error
      }
      // Who left before he was entered is not told of any more.
      if (!(await this.#presence.isPresent(caller.uniqueName))) this.#vanished(caller.uniqueName)
      return tap
    })
  }

  /** Removes a device of the caller's account, in use or not. Rejects with TAP_NOT_FOUND. */
  releaseTap(caller: TapHolder, device: string): Promise<void> {
    return this.#turn.run(async () => {
      await this.#find(caller, device)
      await this.#control.remove(device, { unlessInUse: false })
      this.#holders.delete(device)
      await this.#write()
    })
  }

  /** The devices of the caller's account. */
  async listTaps(caller: TapHolder): Promise<Tap[]> {
    return (await this.#control.list()).filter(({ uid }) => uid === caller.uid)
  }

  bridges(): Promise<readonly string[]> {
    return this.#control.bridges()
  }

  /** Lets go of everything; the devices stay, and so does the record of who holds them. */
  async close(): Promise<void> {
    for (const end of this.#ends.splice(0)) end()
    await this.#turn.settled()
  }

  async #find({ uid }: TapHolder, device: string, bridge?: string): Promise<Tap> {
    const tap = (await this.#control.list()).find((each) => each.device === device)
    // Another account's is as one that is not there.
    const fits = tap?.uid === uid && (bridge === undefined || tap.bridge === bridge)
    if (tap === undefined || !fits) throw new GuesthouseError('TAP_NOT_FOUND', { device })
    return tap
  }

  #vanished(uniqueName: string): void {
    if (![...this.#holders.values()].includes(uniqueName)) return
    for (const [device, holder] of this.#holders) {
      if (holder === uniqueName) this.#holders.delete(device)
    }
    this.#settleInTurn()
  }

  readonly #settleInTurn = this.#turn.repeatable(
    () => this.#settle(),
    (error) => {
      this.#logger.warn('TAP devices could not be put in order', { error: toErrorData(error) })
    },
  )

  /** Removes what nobody holds and nobody has open, and forgets what is gone. */
  async #settle(): Promise<void> {
    const taps = await this.#control.list()
    const there = new Set(taps.map(({ device }) => device))
    for (const device of this.#holders.keys()) {
      if (!there.has(device)) this.#holders.delete(device)
    }
    for (const { device, inUse } of taps) {
      if (inUse || this.#holders.has(device)) continue
      await this.#control.remove(device, { unlessInUse: true }).catch((error: unknown) => {
        // It was opened since, and its being closed is told; or its owner has unmade it.
        const code = error instanceof GuesthouseError ? error.code : null
        if (code === 'TAP_IN_USE' || code === 'TAP_NOT_FOUND') return
        // The others go nevertheless.
        this.#logger.warn('a TAP device was not removed', { device, error: toErrorData(error) })
      })
    }
    await this.#write()
  }

  #written = ''

  async #write(): Promise<void> {
    const record = { bus: this.#busId, holders: Object.fromEntries(this.#holders) }
    const text = JSON.stringify(record)
    if (text === this.#written) return
    await writeTapRecord(this.#recordFile, record)
    this.#written = text
  }
}
