import type { ShareConfig } from '../../../shared/domain/config/devices.ts'
import type { GuestAction } from '../../../shared/domain/guest.ts'
import type { AgentView } from '../../../shared/domain/agent.ts'
import type { MountLine } from '../../../shared/domain/sharing.ts'
import type { Logger } from '../../platform/logger.ts'
import type { GuestPaths, Paths } from '../../platform/paths.ts'
import { copyIn, copyOut, guestFacts, withAgent } from '../agent/index.ts'
import type { AgentClient } from '../agent/agent-client.ts'
import type { CopyIn } from '../agent/copy-in.ts'
import type { CopyOut } from '../agent/copy-out.ts'
import type { RunHandle } from '../guest/guest-handle.ts'
import type { Job, JobList } from '../jobs/job-list.ts'
import { mountLines, mountShare } from './mount-share.ts'

/** What this needs of a guest. */
interface GuestInside {
  readonly paths: GuestPaths
  readonly config: { readonly shares: readonly ShareConfig[] }
  /** null while no QEMU runs. */
  readonly run: RunHandle | null
  ask<T>(action: GuestAction, question: (run: RunHandle) => Promise<T>): Promise<T>
}

/**
 * What is done inside guests through their agents. It changes nothing of a guest as the engine
 * knows it, so it goes on beside operations; it is allowed while a guest runs and is not paused.
 */
export class InsideGuests {
  readonly #guest: (id: string) => GuestInside
  readonly #jobs: JobList
  readonly #host: { readonly env: NodeJS.ProcessEnv; readonly allPaths: Paths; logger: Logger }

  constructor(options: {
    readonly guest: (id: string) => GuestInside
    readonly jobs: JobList
    readonly env: NodeJS.ProcessEnv
    readonly paths: Paths
    readonly logger: Logger
  }) {
    const { guest, jobs, env, paths: allPaths, logger } = options
    this.#guest = guest
    this.#jobs = jobs
    this.#host = { env, allPaths, logger }
  }

  info = (id: string): Promise<AgentView> => this.#withAgent(id, guestFacts)

  /** Shown as a job. */
  copyIn = (id: string, copy: CopyIn): Promise<void> =>
    this.#asJob({ kind: 'copy-in', guest: id }, (agent, job) => copyIn(agent, job, copy))

  /** Shown as a job. */
  copyOut = (id: string, copy: CopyOut): Promise<void> =>
    this.#asJob({ kind: 'copy-out', guest: id, file: copy.to }, (agent, job) =>
      copyOut(agent, job, copy),
    )

  /** Of the folders that a guest has where it runs, else of those that a start now would give it. */
  mountLines = async (id: string): Promise<MountLine[]> => {
    const { run, config } = this.#guest(id)
    return mountLines(config.shares, run?.record ?? null, this.#host)
  }

  mount = async (
    id: string,
    request: { readonly share: string; readonly mountPoint?: string | undefined },
  ): Promise<{ readonly mountPoint: string }> => {
    const guest = this.#guest(id)
    return guest.ask('pause', (run) => mountShare(agentGuest(guest), run.record, request))
  }

  #withAgent = async <T>(id: string, use: (agent: AgentClient) => Promise<T>): Promise<T> => {
    const guest = this.#guest(id)
    return guest.ask('pause', () => withAgent(agentGuest(guest), use))
  }

  #asJob = async (
    about: {
      readonly kind: 'copy-in' | 'copy-out'
      readonly guest: string
      readonly file?: string
    },
    copy: (agent: AgentClient, job: Job) => Promise<void>,
  ): Promise<void> => {
    const guest = this.#guest(about.guest)
    await guest.ask('pause', () =>
      this.#jobs.run(about, (job) => withAgent(agentGuest(guest), (agent) => copy(agent, job))),
    )
  }
}

const agentGuest = (guest: GuestInside) => ({ paths: guest.paths, run: () => guest.run })
