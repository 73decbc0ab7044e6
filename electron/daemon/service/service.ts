import { chmod, mkdir, readdir } from 'node:fs/promises'
import { DAEMON_PATH } from '../../../shared/domain/daemon.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { JobView } from '../../../shared/domain/jobs.ts'
import type { StatisticsChange } from '../../../shared/domain/statistics.ts'
import { type Bus, Callers, type MethodSpec, ObjectServer, Polkit } from '../../dbus/index.ts'
import type { Engine, GuestChange } from '../../engine/index.ts'
import type { Logger } from '../../platform/logger.ts'
import { Access } from './access/access.ts'
import { nobodys } from './access/access-record.ts'
import { AccessStore } from './access/access-store.ts'
import { withoutPolkit } from './access/actions.ts'
import { currentCaller } from './access/caller-context.ts'
import { AccountNames } from './account-names.ts'
import type { ServiceContext } from './objects/context.ts'
import { guestObject } from './objects/guest-object.ts'
import { jobObject } from './objects/job-object.ts'
import {
  MANAGER_INTERFACE,
  type ManagerFacts,
  managerObject,
  statisticsChanged,
} from './objects/manager-object.ts'
import { guestPath, jobPath } from './objects/paths.ts'
import { StatisticsWatch } from './objects/statistics-watch.ts'
import { uploadObject } from './objects/upload-object.ts'
import { pathsIn } from './policy/host-paths.ts'
import { PathPolicy } from './policy/path-policy.ts'
import { Policy } from './policy/policy.ts'
import { Consoles } from './sockets/consoles.ts'
import { removePrivateSockets } from './sockets/private-socket.ts'
import { Uploads } from './sockets/uploads.ts'
import type { ServiceConfig, ServiceGate, ServicePlaces } from './surroundings.ts'

/** What methods of other parts are made with. */
export interface ExtensionParts {
  /** What the bus knows of those who call. */
  readonly callers: Pick<Callers, 'busId' | 'isPresent' | 'onVanished'>
  /** Asks polkit, and logs what it denies. Rejects with NOT_AUTHORISED. */
  readonly require: Access['require']
}

export interface ServiceOptions {
  readonly bus: Bus
  readonly engine: Engine
  readonly config: ServiceConfig
  readonly gate: ServiceGate
  readonly places: ServicePlaces
  readonly facts: ManagerFacts
  readonly logger: Logger
  /** Further methods of the manager's object. */
  readonly extend?: (parts: ExtensionParts) => Promise<readonly MethodSpec[]>
}

type JobChange = Parameters<Parameters<Engine['jobs']['onChange']>[0]>[0]

/** The engine on the bus: its guests and jobs as objects, what may be asked of them by whom. */
export class Service {
  readonly #options: ServiceOptions
  readonly #callers: Callers
  readonly #polkit: Polkit
  readonly #access: Access
  readonly #server: ObjectServer
  readonly #uploads: Uploads
  readonly #consoles: Consoles
  readonly #statistics: StatisticsWatch
  readonly #names: AccountNames
  readonly #context: ServiceContext
  readonly #views = new Map<string, GuestView>()
  readonly #jobs = new Map<string, JobView>()
  readonly #ends: (() => void)[] = []
  /** Whether polkit has told of a change that nobody has asked about yet. */
  #isStale = false
  #isRenewing = false

  private constructor(options: ServiceOptions) {
    const { bus, engine, config, gate, places, logger } = options
    this.#options = options
    const call = bus.call.bind(bus)
    this.#callers = new Callers(call)
    this.#polkit = new Polkit({
      ...{ call, logger, without: withoutPolkit },
      onChanged: () => void this.#renewGrants(),
    })
    this.#access = new Access({
      ...{ store: new AccessStore(places.accessFile, logger), logger },
      allows: (caller, action, how) => this.#polkit.allows(caller, action, how),
    })
    this.#server = new ObjectServer({
      ...{ send: bus.send.bind(bus), logger, root: DAEMON_PATH },
      sender: (uniqueName) => this.#callers.sender(uniqueName),
      admit: (asker) => this.#access.admit(asker),
    })
    this.#consoles = new Consoles(places.socketsDir, logger)
    this.#uploads = new Uploads({
      ...{ socketsDir: places.socketsDir, dir: places.uploadsDir, logger },
      onChange: ({ objectPath }) => this.#server.touch(objectPath),
      onGone: ({ objectPath }) => this.#server.remove(objectPath),
      onAdded: (upload) => this.#server.add(uploadObject(this.#context, upload)),
    })
    this.#statistics = new StatisticsWatch(engine.statistics, (change) => this.#measured(change))
    this.#names = new AccountNames((uid) => this.#touchGuestsOf(uid))
    const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0]
    const paths = new PathPolicy({ storage: config.storage, uid, gid })
    const [access, uploads, consoles] = [this.#access, this.#uploads, this.#consoles]
    this.#context = {
      ...{ engine, access, gate, uploads, consoles },
      policy: new Policy({ engine, access, paths, uploads, gate, config }),
      view: (id) => this.#view(id),
      touchGuest: (id) => this.#touchGuest(id),
      nameOf: (owner) => this.#names.of(owner),
      usedFiles: () => this.#usedFiles(),
    }
  }

  /** Resolves when calls can be taken. */
  static async open(options: ServiceOptions): Promise<Service> {
    const service = new Service(options)
    await service.#open()
    return service
  }

  /** Takes what comes from the bus. */
  get receive(): ObjectServer['receive'] {
    return (message) => this.#server.receive(message)
  }

  get signal(): ObjectServer['receive'] {
    return (message) => {
      this.#callers.signal(message)
      this.#polkit.signal(message)
    }
  }

  close(): void {
    for (const end of this.#ends) end()
    this.#statistics.close()
    this.#consoles.close()
    this.#uploads.close()
  }

  async #open(): Promise<void> {
    const { engine, places, extend, facts } = this.#options
    await this.#callers.watch()
    await this.#polkit.watch()
    // Others have to pass through it, whatever the mask is.
    await mkdir(places.socketsDir, { recursive: true })
    await chmod(places.socketsDir, 0o711)
    await removePrivateSockets(places.socketsDir, await readdir(places.socketsDir))
    await this.#uploads.open(await this.#context.usedFiles())
    await this.#access.store.load(engine.list().map(({ id }) => id))
    const extensions = await extend?.({
      callers: this.#callers,
      require: this.#access.require.bind(this.#access),
    })
    this.#server.add(
      managerObject({
        ...{ context: this.#context, facts, server: this.#server },
        ...{ statistics: this.#statistics, extensions: extensions ?? [] },
      }),
    )
    for (const guest of engine.list()) this.#guestChanged({ type: 'put', guest })
    for (const job of engine.jobs.list()) this.#jobChanged({ type: 'put', job })
    this.#ends.push(
      engine.onChange((change) => this.#guestChanged(change)),
      engine.onHostChange(() => this.#server.touch(DAEMON_PATH)),
      engine.jobs.onChange((change) => this.#jobChanged(change)),
      this.#callers.onVanished((uniqueName) => {
        this.#server.forget(uniqueName)
        this.#access.grants.forget(uniqueName)
        this.#statistics.stop(uniqueName)
      }),
    )
  }

  /** Of guests as they are and were at their snapshots; null where one cannot be told of. */
  async #usedFiles(): Promise<ReadonlySet<string> | null> {
    const { engine } = this.#options
    if (engine.list().some(({ config }) => config === null)) return null
    try {
      return await pathsIn(await engine.storage.descriptions())
    } catch (error) {
      this.#options.logger.warn('not all that machines use can be told of', { error })
      return null
    }
  }

  #view(id: string): GuestView {
    const view = this.#views.get(id)
    if (view === undefined) throw new GuesthouseError('GUEST_NOT_FOUND')
    return view
  }

  #guestChanged(change: GuestChange): void {
    if (change.type === 'removed') return this.#guestRemoved(change.id)
    const { guest } = change
    const known = this.#views.has(guest.id)
    this.#views.set(guest.id, guest)
    // A pending console of a run that is over leads nowhere.
    if (guest.runtime === null) this.#consoles.closeOf(guest.id)
    if (known) return this.#server.touch(guestPath(guest.id))
    this.#claim(guest.id)
    this.#server.add(guestObject(this.#context, guest.id))
  }

  /** A guest that is made belongs to who had it made. */
  #claim(id: string): void {
    const { store } = this.#access
    if (store.has(id)) return
    const owner = currentCaller()?.uid ?? null
    store.set(id, { ...nobodys, owner }).catch((error: unknown) => {
      // Who made it is told as well (madeGuest).
      this.#options.logger.error('the owner of a guest could not be kept', { id, error })
    })
  }

  #guestRemoved(id: string): void {
    this.#views.delete(id)
    this.#access.store.forget(id)
    this.#consoles.closeOf(id)
    this.#server.remove(guestPath(id))
  }

  #jobChanged(change: JobChange): void {
    if (change.type === 'removed') {
      this.#jobs.delete(change.id)
      return this.#server.remove(jobPath(change.id))
    }
    const { job } = change
    const known = this.#jobs.has(job.id)
    this.#jobs.set(job.id, job)
    if (known) return this.#server.touch(jobPath(job.id))
    const view = (): JobView => this.#jobs.get(job.id) ?? job
    const owner = { uid: currentCaller()?.uid ?? null }
    this.#server.add(jobObject(this.#context, job.id, view, owner))
  }

  /** A guest and its jobs, which are seen by those who see it. */
  #touchGuest(id: string): void {
    this.#server.touch(guestPath(id))
    for (const job of this.#jobs.values()) {
      if (job.guest === id) this.#server.touch(jobPath(job.id))
    }
  }

  #touchGuestsOf(uid: number): void {
    for (const id of this.#views.keys()) {
      if (this.#access.store.of(id).owner === uid) this.#server.touch(guestPath(id))
    }
  }

  #measured({ span, samples }: StatisticsChange): void {
    this.#server.emit(
      DAEMON_PATH,
      MANAGER_INTERFACE,
      statisticsChanged,
      (caller) => {
        const seen = samples.filter(({ id }) => this.#access.sees(caller, id))
        return [JSON.stringify({ span, samples: seen })]
      },
      ({ uniqueName }) => this.#statistics.has(uniqueName),
    )
  }

  /** One round at a time, however often polkit tells of changes; the last answer is what holds. */
  async #renewGrants(): Promise<void> {
    this.#isStale = true
    if (this.#isRenewing) return
    this.#isRenewing = true
    try {
      while (this.#isStale) {
        this.#isStale = false
        await this.#access.grants.renew(this.#server.subscribers())
        this.#server.touchAll()
      }
    } catch (error) {
      this.#options.logger.error('who may see what could not be asked anew', { error })
    } finally {
      this.#isRenewing = false
    }
  }
}
