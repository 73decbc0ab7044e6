import { readdir, readFile } from 'node:fs/promises'

/** USER_HZ is 100 on every architecture that Linux' ABI promises it for (proc(5)). */
const TICK_MS = 10

/** A process and all below it, by /proc/PID/task/TID/children. */
export async function processTree(pid: number): Promise<number[]> {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => [])
  const children = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '')),
  )
  const below = children.flatMap((text) => text.split(' ').filter(Boolean).map(Number))
  return [pid, ...(await Promise.all(below.map(processTree))).flat()]
}

/** Processor time that the processes have used, in ms. */
export async function processorMs(pids: readonly number[]): Promise<number> {
  const times = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
      // The name, in parentheses, may hold anything; utime and stime are the 14th and 15th field.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * TICK_MS
    }),
  )
  return times.reduce((sum, ms) => sum + ms, 0)
}

/** Memory of the processes in MiB, where what is shared counts in parts (PSS). */
export async function memoryMiB(pids: readonly number[]): Promise<number> {
  const sizes = await Promise.all(
    pids.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
      return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0)
    }),
  )
  return sizes.reduce((sum, kib) => sum + kib, 0) / 1024
}
