import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ownAccount } from '../../account/index.ts'
import { connectWhenReady } from '../../process/connect-when-ready.ts'
import { type QemuProcess, spawnQemu } from '../../process/qemu-process.ts'
import type { QmpClient } from '../../qmp/index.ts'
import type { CommandLineInput } from '../input.ts'

/** Everything of a run in one folder. */
export const filesIn = (dir: string): CommandLineInput['files'] => ({
  pidFile: join(dir, 'pid'),
  qmpSocket: join(dir, 'qmp'),
  vncSocket: join(dir, 'vnc'),
  agentSocket: join(dir, 'agent'),
  serialSocket: (id) => join(dir, id),
  serialLog: (id) => join(dir, `${id}.log`),
})

export interface StartedQemu {
  readonly qmp: QmpClient
  /** All that it has printed. */
  words(): Promise<string>
  /** Quits it and waits for its end. */
  quit(): Promise<void>
}

/** QEMU ended instead of answering; the message is what it printed. */
export class EndedQemu extends Error {}

/** Starts QEMU with a command line of filesIn(dir). Rejects with EndedQemu. */
export async function startQemu(
  path: string,
  argv: readonly string[],
  dir: string,
): Promise<StartedQemu> {
  const logPath = join(dir, 'qemu.log')
  const words = (): Promise<string> => readFile(logPath, 'utf8')
  const child: QemuProcess = await spawnQemu({
    ...{ path, argv, logPath, env: process.env, account: ownAccount() },
  })
  const died = child.ended.then(async ({ code, signal }) => {
    throw new EndedQemu(`QEMU ended with ${code ?? signal}: ${await words()}`)
  })
  const connected = connectWhenReady(join(dir, 'qmp'), 20_000, AbortSignal.timeout(40_000))
  // One that dies while it greets is told by its end, which comes a little later.
  connected.catch(() => {})
  const answered = connected.catch((error: unknown) =>
    error instanceof Error && error.name === 'TimeoutError' ? Promise.reject(error) : died,
  )
  const qmp = await Promise.race([answered, died])
  died.catch(() => {})
  return {
    qmp,
    words,
    async quit() {
      await qmp.execute('quit')
      await child.ended
    },
  }
}
