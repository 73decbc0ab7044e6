import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pulseSetting, unixSocketsOf } from './pulse-address.ts'

/** Where PulseAudio's client library would look for the user's server, and for its cookie. */
export interface PulsePlaces {
  /** Paths of sockets; the first one that answers is the server. */
  readonly sockets: readonly string[]
  /** Paths of cookie files; the first one that can be read counts. */
  readonly cookies: readonly string[]
}

const contentOf = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null)

const absolute = (value: string | undefined): string | null =>
  value?.startsWith('/') === true ? value : null

/**
 * The places that libpulse documents (pulseaudio(1), pulse-client.conf(5)), in its order: where
 * PULSE_SERVER or the user's client.conf names servers, those and no others; else the runtime
 * directory's socket. The server of the whole system is left out: it is not the user's own.
 */
export async function pulsePlaces(env: NodeJS.ProcessEnv): Promise<PulsePlaces> {
  const home = env['HOME'] || homedir()
  const configDir = join(absolute(env['XDG_CONFIG_HOME']) ?? join(home, '.config'), 'pulse')
  const clientConf = absolute(env['PULSE_CLIENTCONFIG']) ?? join(configDir, 'client.conf')
  const [configuration, machineId] = await Promise.all([contentOf(clientConf), readMachineId()])
  const setting = (key: string): string | null => pulseSetting(configuration ?? '', key)
  const servers = env['PULSE_SERVER'] || setting('default-server')
  const cookies = [
    absolute(env['PULSE_COOKIE']),
    absolute(setting('cookie-file') ?? undefined),
    join(configDir, 'cookie'),
    join(home, '.pulse-cookie'),
  ]
  return {
    sockets:
      servers === null
        ? [runtimeSocket(env, configDir, machineId)]
        : unixSocketsOf(servers, machineId),
    cookies: cookies.filter((path) => path !== null),
  }
}

function runtimeSocket(
  env: NodeJS.ProcessEnv,
  configDir: string,
  machineId: string | null,
): string {
  const explicit = absolute(env['PULSE_RUNTIME_PATH'])
  if (explicit !== null) return join(explicit, 'native')
  const runtime = absolute(env['XDG_RUNTIME_DIR'])
  if (runtime !== null) return join(runtime, 'pulse/native')
  // Without a session manager PulseAudio puts a link to a directory in /tmp there.
  return join(configDir, `${machineId ?? ''}-runtime`, 'native')
}

async function readMachineId(): Promise<string | null> {
  for (const path of ['/etc/machine-id', '/var/lib/dbus/machine-id']) {
    const id = (await contentOf(path))?.trim()
    if (id !== undefined && id !== '') return id
  }
  return null
}
