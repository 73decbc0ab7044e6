import { readFileSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import * as z from 'zod/mini'

/**
 * A process, told apart from a later one with the same number: its start time (field 22 of
 * /proc/pid/stat, clock ticks since boot, proc(5)) and the boot it belongs to.
 */
export const processIdentitySchema = z.object({
  pid: z.int().check(z.gte(1)),
  startTime: z.string(),
  bootId: z.string(),
})
export type ProcessIdentity = z.infer<typeof processIdentitySchema>

let cachedBootId: string | undefined
export function bootId(): string {
  cachedBootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return cachedBootId
}

interface Stat {
  readonly state: string
  readonly startTime: string
}

/** null where there is no such process. A zombie (Z) or dead (X) process counts as gone. */
function readStat(pid: number): Stat | null {
  let text
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    return null
  }
  // The command's name, in brackets, may hold blanks and brackets: count from the last one.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state, startTime] = [fields[0], fields[19]]
  if (state === undefined || startTime === undefined || 'ZX'.includes(state)) return null
  return { state, startTime }
}

/** null where the process is gone. */
export function identify(pid: number): ProcessIdentity | null {
  const found = readStat(pid)
  return found === null ? null : { pid, startTime: found.startTime, bootId: bootId() }
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identity.bootId === bootId() && readStat(identity.pid)?.startTime === identity.startTime
}

/** The process's arguments; empty where they cannot be read. */
export async function commandLineOf(pid: number): Promise<readonly string[]> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').slice(0, -1)
  } catch {
    return []
  }
}

/** The processes of some users, our own unless told otherwise, with their arguments. */
export async function listProcesses(
  uids: readonly number[] = [process.getuid?.() ?? -1],
): Promise<readonly { pid: number; argv: readonly string[] }[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const owned = await Promise.all(
    pids.map(async (pid) => {
      // Gone since the directory was read.
      const owner = await stat(`/proc/${pid}`).catch(() => null)
      return owner !== null && uids.includes(owner.uid)
        ? [{ pid, argv: await commandLineOf(pid) }]
        : []
    }),
  )
  return owned.flat()
}

/**
 * Sends a signal to exactly this process. The check and the signal are not one step, but a number
 * is not given out again within microseconds. False where it is gone already.
 */
export function signal(identity: ProcessIdentity, name: NodeJS.Signals): boolean {
  if (!isAlive(identity)) return false
  try {
    return process.kill(identity.pid, name)
  } catch {
    return false
  }
}

/**
 * Waits until the process is gone; false after `timeoutMs`. Node has no pidfd, and a process that
 * is not our child sends no event, so this looks again and again, ever more slowly, and only while
 * somebody waits.
 */
export async function waitUntilGone(
  identity: ProcessIdentity,
  timeoutMs: number = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  const started = performance.now()
  for (let pause = 1; isAlive(identity); ) {
    const waited = performance.now() - started
    if (waited >= timeoutMs) return false
    pause = Math.min(pause * 2, waited < 10_000 ? 50 : 1_000)
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, pause)
      // A wait without an end must not keep this process alive.
      if (timeoutMs === Number.POSITIVE_INFINITY) timer.unref()
    })
  }
  return true
}
