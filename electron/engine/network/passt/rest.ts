import { readFile, readlink } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { findProgram } from '../../capabilities/find-program.ts'
import { runProgram } from '../../capabilities/run-program.ts'
import { descriptorOf } from './on-connection.ts'

/** ms; what is under way when a link goes down is there within a few. */
const REST_MS = 1_000
/** ms between two looks at what must not have changed. */
const LOOK_MS = 20
const SS_MS = 2_000

/**
 * Whether nothing is under way any more between QEMU and its passt, so that no frame is cut in two
 * when the passt ends: both queues of the connection are empty, and passt sleeps and has used no
 * processor time meanwhile. With nothing queued it cannot be one that waits in the middle of a write.
 */
export async function comesToRest(
  connection: Socket,
  passt: number,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<boolean> {
  const ss = await findProgram({ names: ['ss'], env, elsewhere: ['/usr/sbin/ss', '/sbin/ss'] })
  if (ss === null) return false
  const inode = /\d+/.exec(await readlink(`/proc/self/fd/${descriptorOf(connection)}`))?.[0] ?? ''
  const until = performance.now() + REST_MS
  do {
    const before = await restingTime(passt)
    const { stdout } = await runProgram({
      ...{ file: ss, args: ['-xnH'], env, timeoutMs: SS_MS, signal },
    })
    const isEmpty = hasEmptyQueues(stdout, inode)
    await delay(LOOK_MS)
    if (isEmpty && before !== null && before === (await restingTime(passt))) return true
  } while (performance.now() < until)
  return false
}

/**
 * Whether nothing waits to be read at either end of a connected unix socket, from the output of
 * `ss -xnH`. The send queue is what the other end has not read (unix_diag, udiag_wqueue). Where the
 * kernel does not tell (no unix_diag), ss takes /proc/net/unix, which has neither queues nor peers.
 */
export const hasEmptyQueues = (output: string, inode: string): boolean =>
  output.split('\n').some((line) => {
    const fields = /^u_str\s+ESTAB\s+0\s+0\s.*\s(\d+)\s+\*\s+([1-9]\d*)\s*$/.exec(line)
    return fields?.[1] === inode
  })

/** The processor time that a process has used; null where it is not asleep (proc(5), 3, 14, 15). */
async function restingTime(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'S' ? `${fields[11]} ${fields[12]}` : null
}
