import type { SoundView } from '../../../shared/domain/guest.ts'
import { askAudioDrivers } from '../capabilities/audio-drivers.ts'
import { unlessAborted } from '../guest/unless-aborted.ts'
import type { AudioBackend } from '../preparation/resources.ts'
import type { RunPreparation } from '../preparation/run-preparation.ts'
import { chooseServer, type NamedServer } from './choose-server.ts'
import { enterServer, type SoundServer, soundServers } from './sound-server.ts'

/** QEMU answers within some 30 ms. */
const ASK_TIMEOUT_MS = 5_000

export interface PreparedAudio {
  /** null where the guest has nothing that makes a sound. */
  readonly backend: AudioBackend | null
  readonly view: SoundView | null
}

type AudioPreparation = Pick<
  RunPreparation,
  'config' | 'qemu' | 'env' | 'logger' | 'account' | 'signal' | 'notice'
>

/** What a guest's sound is like without a server: its devices are there and silent. */
export const silentAudio = {
  backend: { driver: 'none' },
  view: { backend: 'none' },
} as const satisfies PreparedAudio

/**
 * Finds the user's sound server by being let in to it. Never rejects because of sound: without a
 * server that answers, or a QEMU that can use it, the guest runs silent and a notice says why.
 */
export async function prepareAudio(run: AudioPreparation): Promise<PreparedAudio> {
  const { config, signal } = run
  if (config.sound === null && !config.pcSpeaker) return { backend: null, view: null }
  // Guests of the computer belong to nobody's session, and have nobody's sound.
  if (!run.account.ofSession) return silentAudio
  const found = await findServers(run)
  signal.throwIfAborted()
  const server = await serverFor(run, found.servers)
  if (server !== null) return { backend: backendOf(server), view: viewOf(server) }
  if (found.servers.length > 0) run.notice({ code: 'SOUND_NO_DRIVER', params: {} })
  else run.notice({ code: 'SOUND_NO_SERVER', params: {}, ...cause(found.failures) })
  return silentAudio
}

/** The user's sound servers. */
export interface FoundServers {
  readonly servers: readonly NamedServer[]
  /** Why the others cannot be used. */
  readonly failures: readonly string[]
}

/** Looks that are under way, by the environment that says where servers are. */
const looks = new WeakMap<NodeJS.ProcessEnv, Promise<FoundServers>>()

/** Guests that start together look once: being let in to a server costs 1 ms of this thread and more. */
function findServers({ env, signal }: AudioPreparation): Promise<FoundServers> {
  const present = looks.get(env)
  const found = present ?? lookForServers(env).finally(() => looks.delete(env))
  if (present === undefined) looks.set(env, found)
  return unlessAborted(found, signal)
}

/** Asks every server that may be there to let us in, side by side. */
export async function lookForServers(env: NodeJS.ProcessEnv): Promise<FoundServers> {
  const failures: string[] = []
  const servers = await Promise.all(
    (await soundServers(env)).map(async (server): Promise<NamedServer | null> => {
      try {
        const { connection, serverName } = await enterServer(server, { env })
        connection.destroy()
        return { kind: server.kind, socket: server.socket, name: serverName }
      } catch (error) {
        failures.push(`${server.socket}: ${(error as Error).message}`)
        return null
      }
    }),
  )
  return { servers: servers.filter((server) => server !== null), failures }
}

/** The one of these servers that QEMU plays to; null where it has a driver for none. */
export const serverFor = async (
  run: Pick<AudioPreparation, 'env' | 'logger' | 'qemu'>,
  servers: readonly NamedServer[],
): Promise<SoundServer | null> =>
  chooseServer(servers, run.qemu.audioDrivers) ??
  chooseServer(servers, await driversNow(run, servers))

/**
 * Drivers are modules in packages of their own, so one that was missing when QEMU was asked may have
 * been installed since, and QEMU's own file tells nothing of it.
 */
async function driversNow(
  run: Pick<AudioPreparation, 'env' | 'logger' | 'qemu'>,
  servers: readonly NamedServer[],
): Promise<readonly string[]> {
  if (servers.length === 0) return []
  const { env, logger, qemu } = run
  try {
    return await askAudioDrivers({ path: qemu.path, env, timeoutMs: ASK_TIMEOUT_MS })
  } catch (error) {
    logger.warn('QEMU did not say which audio drivers it has', { error })
    return []
  }
}

const backendOf = ({ kind, socket }: SoundServer): AudioBackend =>
  kind === 'pipewire' ? { driver: 'pipewire' } : { driver: 'pa', server: `unix:${socket}` }

const viewOf = ({ kind, socket }: SoundServer): SoundView => ({ backend: kind, socket })

const cause = (failures: readonly string[]): { cause?: string } =>
  failures.length === 0 ? {} : { cause: failures.join('\n') }
