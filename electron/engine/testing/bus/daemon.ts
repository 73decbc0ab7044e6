import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { findProgram } from '../../capabilities/find-program.ts'

/** A real message bus for a test. `args` say where it listens. */
export async function startBus(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ stop(): Promise<void> }> {
  const program = await findProgram({ names: ['dbus-daemon'], env })
  if (program === null) throw new Error('dbus-daemon is not installed')
  const daemon = spawn(program, [...args, '--nofork', '--nopidfile', '--print-address'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(daemon, 'exit')
  const died = ended.then(() => Promise.reject(new Error('dbus-daemon ended at once')))
  // It prints its address once it listens.
  await Promise.race([once(daemon.stdout, 'data'), died])
  died.catch(() => {})
  return {
    async stop() {
      daemon.kill('SIGKILL')
      await ended
    },
  }
}
