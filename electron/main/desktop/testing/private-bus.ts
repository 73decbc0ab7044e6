import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A bus of the session's kind that starts no programs, and on which everybody may do everything. */
const configOf = (socket: string): string => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

/** A real dbus-daemon of a test's own. */
export interface PrivateBus {
  /** To be added to the environment of who is to use it. */
  readonly env: NodeJS.ProcessEnv
  /** Begins, or begins again where it was before. */
  start(): Promise<void>
  /** As when it crashes. */
  kill(): Promise<void>
  dispose(): Promise<void>
}

export async function makePrivateBus(): Promise<PrivateBus> {
  const dir = await mkdtemp(join(tmpdir(), 'gh-bus-'))
  const [config, socket] = [join(dir, 'conf'), join(dir, 'bus')]
  await writeFile(config, configOf(socket))
  let end: (() => Promise<void>) | null = null
  const kill = async (): Promise<void> => {
    await end?.()
    end = null
    await rm(socket, { force: true })
  }
  return {
    env: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` },
    async start() {
      const daemon = spawn(
        'dbus-daemon',
        ['--config-file', config, '--nofork', '--nopidfile', '--print-address'],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
      const ended = once(daemon, 'exit')
      end = async () => {
        daemon.kill('SIGKILL')
        await ended
      }
      const died = ended.then(() => Promise.reject(new Error('dbus-daemon ended at once')))
      // It prints its address once it listens.
      await Promise.race([once(daemon.stdout, 'data'), died])
      died.catch(() => {})
    },
    kill,
    async dispose() {
      await kill()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
