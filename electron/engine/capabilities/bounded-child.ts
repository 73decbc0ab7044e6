import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { withoutInheritance } from '../../platform/descriptors.ts'
import { dieWithParent } from './die-with-parent.ts'
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
  /** Settles when the program is gone and its pipes are closed, by us where need be. Never rejects. */
  readonly ended: Promise<ChildEnd>
  /** The last part of what it wrote to stderr. */
  stderr(): string
  /** SIGKILL to the program and its group; nothing happens where it has ended. */
  kill(): void
}

export interface ChildOptions {
  /** A path. */
  readonly file: string
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv | undefined
  readonly cwd?: string | undefined
  /** The command itself takes our capabilities away, where we have some, and needs them for that. */
  readonly shedsItself?: boolean | undefined
}

/**
 * ms after a program's end that its pipes may stay open: what it started in a group of its own may
 * hold them for ever, and nobody waits for that.
 */
const PIPES_MS = 1_000
/** Enough for an assertion's words and a backtrace, in bytes. */
const STDERR_MAX_BYTES = 16 * 1024

/**
 * Starts a program that does not outlive us, in a process group of its own, so that kill() reaches
 * what a wrapper script started too. Rejects with Node's error (ENOENT, EACCES) where it cannot be started.
 */
export async function startChild(options: ChildOptions): Promise<BoundedChild> {
  // With another program in front, Node would not tell that this one is missing.
  await access(options.file, constants.X_OK)
  const command = [
    ...(options.shedsItself === true ? [] : await dieWithParent(options.env ?? process.env)),
    options.file,
    ...options.args,
  ]
  const [file = options.file, ...args] = command
  const child = withoutInheritance(
    ['pipe', 'pipe', 'pipe'],
    (stdio) =>
      spawn(file, args, {
        cwd: options.cwd ?? '/',
        detached: true,
        stdio,
        ...(options.env === undefined ? {} : { env: options.env }),
      }),
    // The first three are pipes, so the streams are there.
  ) as ChildProcessWithoutNullStreams
  const ended = new Promise<ChildEnd>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  child.once('exit', () => {
    const closePipes = (): void => {
      child.stdout.destroy()
      child.stderr.destroy()
    }
    // Where this thread was late, what is in the pipes is read between the two.
    const timer = setTimeout(() => setImmediate(closePipes), PIPES_MS)
    child.once('close', () => clearTimeout(timer))
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
