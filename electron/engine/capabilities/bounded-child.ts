import { type ChildProcess, spawn } from 'node:child_process'
import { TailBuffer } from './tail-buffer.ts'

/** How a child ended. */
export interface ChildEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A program that is gone, with everything that it started in its group, when we say so. */
export interface BoundedChild {
  readonly process: ChildProcess & {
    readonly stdin: NonNullable<ChildProcess['stdin']>
    readonly stdout: NonNullable<ChildProcess['stdout']>
  }
  /** Settles when the program is gone and its pipes are closed. Never rejects. */
  readonly ended: Promise<ChildEnd>
  /** The last part of what it wrote to stderr. */
  stderr(): string
  /** SIGKILL to the program and its group; nothing happens where it has ended. */
  kill(): void
}

export interface ChildOptions {
  readonly file: string
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv | undefined
  readonly cwd?: string | undefined
}

/** Enough for an assertion's words and a backtrace, in bytes. */
const STDERR_MAX_BYTES = 16 * 1024

/**
 * Starts a program in a process group of its own, so that kill() reaches what a wrapper script
 * started too. Rejects with Node's error (ENOENT, EACCES) where it cannot be started.
 */
export async function startChild(options: ChildOptions): Promise<BoundedChild> {
  const child = spawn(options.file, options.args, {
    cwd: options.cwd ?? '/',
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(options.env === undefined ? {} : { env: options.env }),
  })
  const ended = new Promise<ChildEnd>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  const stderr = new TailBuffer(STDERR_MAX_BYTES)
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
  // A program that ended does not read any more; its end is told by `ended`.
  child.stdin.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
  return {
    process: child,
    ended,
    stderr: () => stderr.text(),
    kill: () => killGroup(child),
  }
}

/**
 * The number of the group stays taken while anything runs in it; once the pipes are closed and the
 * program was reaped, it may belong to somebody else.
 */
function killGroup(child: ChildProcess): void {
  const { pid } = child
  if (pid === undefined) return
  const gone = child.exitCode !== null || child.signalCode !== null
  const piped = child.stdout?.destroyed === false || child.stderr?.destroyed === false
  if (gone && !piped) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // ESRCH: it ended meanwhile.
  }
}
