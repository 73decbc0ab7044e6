import { createInterface } from 'node:readline'
import type { Logger } from '../../platform/logger.ts'
import { type BoundedChild, startChild } from '../capabilities/bounded-child.ts'
import { findProgram } from '../capabilities/find-program.ts'

/** What logind announces (org.freedesktop.login1(5)): `true` before, `false` after or instead. */
export interface HostSignal {
  readonly about: 'shutdown' | 'sleep'
  readonly before: boolean
}

const SIGNAL =
  /^\/org\/freedesktop\/login1: org\.freedesktop\.login1\.Manager\.PrepareFor(Shutdown|Sleep) \((true|false),\)$/

/** A line of `gdbus monitor`; null for one about something else. Pure. */
export function parseSignal(line: string): HostSignal | null {
  const [, name, value] = SIGNAL.exec(line) ?? []
  if (name === undefined) return null
  return { about: name === 'Shutdown' ? 'shutdown' : 'sleep', before: value === 'true' }
}

/**
 * Listens to logind through `gdbus monitor` of GLib, which is there wherever a desktop is, and which
 * only subscribes, so that it needs no privilege. Without it, or without a system bus, nothing is
 * heard. `listening` is called once logind is there to be heard.
 */
export async function listenToLogin1(options: {
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
  readonly heard: (signal: HostSignal) => void
  readonly listening?: () => void
}): Promise<{ close(): Promise<void> }> {
  const { env, logger } = options
  const gdbus = await findProgram({ names: ['gdbus'], env })
  if (gdbus === null) return { close: async () => {} }
  const destination = [
    '--dest',
    'org.freedesktop.login1',
    '--object-path',
    '/org/freedesktop/login1',
  ]
  const args = ['monitor', '--system', ...destination]
  const child = await startChild({ file: gdbus, args, env })
  follow(child, options)
  let closing = false
  void child.ended.then(({ code }) => {
    if (!closing) logger.debug('logind is not heard', { code, stderr: child.stderr() })
  })
  return {
    async close() {
      closing = true
      child.kill()
      await child.ended
    },
  }
}

function follow(
  child: BoundedChild,
  { heard, listening }: Parameters<typeof listenToLogin1>[0],
): void {
  const lines = createInterface({ input: child.process.stdout })
  lines.on('line', (line) => {
    const signal = parseSignal(line)
    if (signal !== null) heard(signal)
    else if (line.startsWith('The name org.freedesktop.login1 is owned by')) listening?.()
  })
}
