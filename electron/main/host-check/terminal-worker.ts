import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { checkHost } from './check-host.ts'
import { CODE, DONE, type WorkerRequest } from './worker-request.ts'

// A bundle of its own, which runs in a thread (on-terminal.ts): no part of Electron is in it.

const { json, columns, state } = workerData as WorkerRequest
const flags = new Int32Array(state)

const STDOUT = 1
const STDERR = 2
/** ms between two tries to write to a pipe that is full and does not wait. */
const FULL_PIPE_MS = 5

/** All of it, before anything else is done: the process ends without another turn of a loop. */
function write(descriptor: number, text: string): void {
  let rest = Buffer.from(text, 'utf8')
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(flags, DONE, 0, FULL_PIPE_MS)
    }
  }
}

function finish(code: number): void {
  Atomics.store(flags, CODE, code)
  Atomics.store(flags, DONE, 1)
  Atomics.notify(flags, DONE)
}

function fail(error: unknown): void {
  const gone = (error as NodeJS.ErrnoException | null)?.code === 'EPIPE'
  try {
    if (!gone) write(STDERR, `${error instanceof Error ? error.stack : String(error)}\n`)
  } finally {
    finish(1)
  }
}

// Whatever happens, the thread that waits has to be told.
process.on('uncaughtException', fail)
checkHost({ env: process.env, json, columns, write: (text) => write(STDOUT, text) }).then(
  finish,
  fail,
)
