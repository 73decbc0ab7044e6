import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A bus that starts no programs, and on which everybody may do everything. */
const configOf = (type: 'session' | 'system', socket: string): string => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>${type}</type>
  <listen>unix:path=${socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    <allow user="*"/>
  </policy>
</busconfig>
`

/** A real dbus-daemon of a test's own. */
export interface PrivateBus {
  readonly socket: string
  /** To be added to the environment of who is to use it. */
  readonly env: NodeJS.ProcessEnv
  /** Begins, or begins again where it was before. */
  start(): Promise<void>
  /** As when it crashes. */
  kill(): Promise<void>
  dispose(): Promise<void>
}

export async function makePrivateBus(type: 'session' | 'system'): Promise<PrivateBus> {
  const dir = await mkdtemp(join(tmpdir(), 'gh-bus-'))
  const [config, socket] = [join(dir, 'conf'), join(dir, 'bus')]
  await writeFile(config, configOf(type, socket))
  let end: (() => Promise<void>) | null = null
  const kill = async (): Promise<void> => {
    await end?.()
    end = null
    await rm(socket, { force: true })
  }
  return {
    socket,
    env: { [`DBUS_${type.toUpperCase()}_BUS_ADDRESS`]: `unix:path=${socket}` },
    async start() {
      end = await startBus(['--config-file', config])
    },
    kill,
    async dispose() {
      await kill()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** Starts a dbus-daemon; `args` say where it listens. Returns its end. */
export async function startBus(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<() => Promise<void>> {
  const daemon = spawn('dbus-daemon', [...args, '--nofork', '--nopidfile', '--print-address'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(daemon, 'exit')
  const died = ended.then(() => Promise.reject(new Error('dbus-daemon ended at once')))
  // It prints its address once it listens.
  await Promise.race([once(daemon.stdout, 'data'), died])
  died.catch(() => {})
  return async () => {
    daemon.kill('SIGKILL')
    await ended
  }
}
