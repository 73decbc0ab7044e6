import { isDeepStrictEqual } from 'node:util'
import { DAEMON_CONFIG_FILE } from '../../../shared/domain/daemon.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { Logger } from '../../platform/logger.ts'
import { InTurn } from './in-turn.ts'
import type { NetworkRequest, Tap } from './protocol.ts'
import {
  deleteTap,
  deleteUnusedTap,
  isBridge,
  type LinkHost,
  makeTap,
  readOwnTaps,
} from './tap-devices.ts'

/** `[network]` of the daemon's configuration. */
export interface NetworkSettings {
  /** That may be joined; none where the list is empty. */
  readonly bridges: readonly string[]
  readonly tapsPerUser: number
  readonly tapsPerBridge: number
}

export interface NetworkServiceOptions {
  readonly settings: NetworkSettings
  readonly host: LinkHost
  /** Whether the account with this number may have TAP devices at all. */
  readonly mayHaveTaps: (uid: number) => Promise<boolean>
  readonly logger: Logger
}

/**
 * Makes and removes TAP devices, and trusts nobody who asks: the bridge, the account and the limits
 * are checked here, by what the kernel says there is. One request at a time, so that two together do
 * not pass a limit.
 */
export class NetworkService {
  readonly #settings: NetworkSettings
  readonly #host: LinkHost
  readonly #mayHaveTaps: (uid: number) => Promise<boolean>
  readonly #logger: Logger
  readonly #turn = new InTurn()
  readonly #watchers = new Set<(taps: readonly Tap[]) => void>()
  #told: readonly Tap[] = []

  constructor({ settings, host, mayHaveTaps, logger }: NetworkServiceOptions) {
    this.#settings = settings
    this.#host = host
    this.#mayHaveTaps = mayHaveTaps
    this.#logger = logger
  }

  /** Removes what a crash left half made. */
  start(): Promise<void> {
    return this.#turn.run(async () => {
      const { halfMade } = await readOwnTaps(this.#host)
      for (const device of halfMade) {
        this.#logger.warn('a half-made TAP device is removed', { device })
        await deleteTap(this.#host, device)
      }
    })
  }

  /** Rejects with a GuesthouseError: what is wrong with the request, or what failed. */
  answer(request: Exclude<NetworkRequest, { do: 'watch' }>): Promise<unknown> {
    return this.#turn.run(async () => {
      switch (request.do) {
        case 'create':
          return this.#create(request)
        case 'remove':
          return this.#remove(request)
        case 'list':
          return (await readOwnTaps(this.#host)).taps
        case 'bridges':
          return this.#bridges()
      }
    })
  }

  /** Tells the devices that there are, at once and after each change, until the returned is called. */
  watch(listener: (taps: readonly Tap[]) => void): () => void {
    let wanted = true
    const begin = async (): Promise<void> => {
      const { taps } = await readOwnTaps(this.#host)
      if (!wanted) return
      listener(taps)
      if (this.#watchers.size === 0) this.#told = taps
      this.#watchers.add(listener)
    }
    this.#turn.run(begin).catch((error: unknown) => {
      this.#logger.error('the TAP devices could not be read', { error: String(error) })
    })
    return () => {
      wanted = false
      this.#watchers.delete(listener)
    }
  }

  /** Something may have become different: reads what there is, and tells it where it has. */
  readonly linksChanged = this.#turn.repeatable(
    () => this.#tellChanges(),
    (error) => this.#logger.error('the TAP devices could not be read', { error: String(error) }),
  )

  async #tellChanges(): Promise<void> {
    if (this.#watchers.size === 0) return
    const { taps } = await readOwnTaps(this.#host)
    if (isDeepStrictEqual(taps, this.#told)) return
    this.#told = taps
    for (const tell of this.#watchers) tell(taps)
  }

  /** Resolves when what is under way is done. */
  settled(): Promise<void> {
    return this.#turn.settled()
  }

  async #create({ bridge, uid }: { bridge: string; uid: number }): Promise<Tap> {
    const { bridges, tapsPerUser, tapsPerBridge } = this.#settings
    const path = DAEMON_CONFIG_FILE
    if (!bridges.includes(bridge)) throw new GuesthouseError('BRIDGE_NOT_OFFERED', { bridge, path })
    if (!(await this.#mayHaveTaps(uid))) throw new GuesthouseError('TAP_ACCOUNT_REFUSED', { uid })
    const { taps } = await readOwnTaps(this.#host)
    if (taps.filter((tap) => tap.uid === uid).length >= tapsPerUser) {
      throw new GuesthouseError('TAPS_OF_ACCOUNT_USED', { limit: tapsPerUser, path })
    }
    if (taps.filter((tap) => tap.bridge === bridge).length >= tapsPerBridge) {
      throw new GuesthouseError('TAPS_OF_BRIDGE_USED', { limit: tapsPerBridge, bridge, path })
    }
    const tap = await makeTap(this.#host, uid, bridge)
    this.#logger.info('a TAP device was made', { ...tap })
    return tap
  }

  async #remove(request: { device: string; unlessInUse: boolean }): Promise<null> {
    const { device, unlessInUse } = request
    const { taps } = await readOwnTaps(this.#host)
    const tap = taps.find((each) => each.device === device)
    if (tap === undefined) throw new GuesthouseError('TAP_NOT_FOUND', { device })
    try {
      await (unlessInUse ? deleteUnusedTap : deleteTap)(this.#host, device)
    } catch (error) {
      if (error instanceof GuesthouseError) throw error
      // Its owner may have unmade it meanwhile (TUNSETPERSIST).
      const { taps: left } = await readOwnTaps(this.#host)
      if (left.some((each) => each.device === device)) {
        throw new GuesthouseError('TAP_NOT_REMOVED', { device }, error)
      }
    }
    this.#logger.info('a TAP device was removed', { ...tap })
    return null
  }

  async #bridges(): Promise<string[]> {
    const { bridges } = this.#settings
    const there = await Promise.all(bridges.map((name) => isBridge(this.#host, name)))
    return bridges.filter((_, index) => there[index] === true)
  }
}
