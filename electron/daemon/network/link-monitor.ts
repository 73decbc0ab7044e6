import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../../platform/logger.ts'
import { eachLine } from './each-line.ts'
import { OWN_TAP_NAME } from './protocol.ts'

/** ms between a monitor's end and the next one's start, doubled each time up to the last. */
const PAUSES = { first: 100, last: 10_000 } as const
/** ms between two looks at a socket that is being made, and how long it may take. */
const READY = { step: 5, limit: 5_000 } as const
/** Characters; a link with all that iproute2 knows of it takes a few hundred. */
const LINE_MAX = 64 * 1024
/** linux/rtnetlink.h: RTMGRP_LINK, whose members are told of changes of links. */
const RTMGRP_LINK = 1
/** linux/netlink.h */
const NETLINK_ROUTE = 0

export interface LinkMonitor {
  /** Resolves when its program is gone. */
  close(): Promise<void>
}

/**
 * Calls `changed` whenever one of our devices comes, goes, or its carrier does, as the kernel tells
 * it to `ip monitor`. A monitor that ends is followed by another one, and `changed` is called once that
 * listens, because nobody listened meanwhile. Resolves when the first one listens.
 */
export async function monitorLinks(options: {
  /** A program and its arguments, that prints what `ip -oneline monitor link` does. */
  readonly command: readonly [string, ...string[]]
  readonly changed: () => void
  readonly logger: Logger
}): Promise<LinkMonitor> {
  const { command, changed, logger } = options
  const stop = new AbortController()
  let child: ChildProcess | null = null
  let pause: number = PAUSES.first

  const runOnce = async (listening: () => void): Promise<void> => {
    const [program, ...args] = command
    const monitor = spawn(program, args, {
      ...{ stdio: ['ignore', 'pipe', 'ignore'], cwd: '/', env: { LC_ALL: 'C' } },
    })
    child = monitor
    const ended = new Promise<string>((resolve) => {
      monitor.once('error', (error) => resolve(error.message))
      monitor.once('close', (code, signal) => resolve(signal ?? `exit status ${code}`))
    })
    monitor.stdout.on('error', () => {})
    eachLine(monitor.stdout, LINE_MAX, (line) => {
      if (isOfOurs(line)) changed()
    })
    const { pid } = monitor
    if (pid !== undefined) {
      await Promise.race([untilItListens(pid, stop.signal).then(listening), ended]).catch(
        (error: unknown) => {
          monitor.kill('SIGKILL')
          if (!stop.signal.aborted) logger.warn('links are not watched', { error: String(error) })
        },
      )
    }
    const how = await ended
    if (!stop.signal.aborted) logger.warn('the monitor of links has ended', { how })
  }

  let running: Promise<void> = Promise.resolve()
  await new Promise<void>((resolve) => {
    const listening = (): void => {
      pause = PAUSES.first
      changed()
      resolve()
    }
    const keepRunning = async (): Promise<void> => {
      while (!stop.signal.aborted) {
        await runOnce(listening)
        await delay(pause, null, { signal: stop.signal }).catch(() => {})
        pause = Math.min(pause * 2, PAUSES.last)
      }
    }
    running = keepRunning()
  })
  return {
    close: async () => {
      stop.abort()
      child?.kill('SIGKILL')
      await running
    },
  }
}

/** "5: ght0123456789: <…>", "Deleted 5: …", or with "@…" after the name. */
export function isOfOurs(line: string): boolean {
  const name = /^(?:Deleted )?\d+: ([^:@\s]+)[:@]/.exec(line)?.[1]
  return name !== undefined && OWN_TAP_NAME.test(name)
}

/**
 * The monitor says nothing when it begins to listen, but its socket shows in the kernel's table, with
 * its process number for an address and the groups that it is a member of.
 */
async function untilItListens(pid: number, signal: AbortSignal): Promise<void> {
  const end = Date.now() + READY.limit
  while (!listens(await readFile('/proc/self/net/netlink', 'latin1'), pid)) {
    if (Date.now() > end) throw new Error('the monitor of links does not begin to listen')
    await delay(READY.step, null, { signal })
  }
}

/** Columns: sk, Eth (the protocol), Pid (the address), Groups (hexadecimal) … */
export const listens = (table: string, pid: number): boolean =>
  table.split('\n').some((line) => {
    const [, protocol, address, groups] = line.trim().split(/\s+/)
    const isMember = (Number.parseInt(groups ?? '', 16) & RTMGRP_LINK) !== 0
    return Number(protocol) === NETLINK_ROUTE && Number(address) === pid && isMember
  })
