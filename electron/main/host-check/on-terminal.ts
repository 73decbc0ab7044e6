import { readFileSync } from 'node:fs'
import { isatty } from 'node:tty'
import { Worker } from 'node:worker_threads'
import { bundle } from '../bundle.ts'
import { CODE, DONE, type WorkerRequest } from './worker-request.ts'

const STDOUT = 1
/** ms; every row has a limit that is far below. For a thread that could not even begin. */
const LIMIT_MS = 10 * 60_000

/**
 * The host check on the terminal, then the end of this process. For main's first turn: Chromium, which
 * wants a display and starts as soon as this script has run, is never reached. So this thread waits
 * and another does the work.
 */
export function checkOnTerminal(json: boolean): never {
  const state = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)
  const columns = isatty(STDOUT) ? (process.stdout.columns ?? null) : null
  const workerData: WorkerRequest = { json, columns, state }
  // As text, because threads do not read from archives in every Electron.
  const worker = new Worker(readFileSync(bundle.check, 'utf8'), { eval: true, workerData })
  worker.unref()
  const flags = new Int32Array(state)
  const isDone = Atomics.wait(flags, DONE, 0, LIMIT_MS) !== 'timed-out'
  process.exit(isDone ? Atomics.load(flags, CODE) : 1)
}
