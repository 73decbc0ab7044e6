import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

/** The bytes between a program and a message bus. */
export interface BusLine {
  readonly received: Readable
  /** `withDescriptor`: one of a new pipe goes with them. Throws on a line that cannot do that. */
  send(bytes: Buffer, withDescriptor: boolean): void
  close(): Promise<void>
}

export async function socketLine(path: string): Promise<BusLine> {
  const socket = connect({ path })
  await once(socket, 'connect')
  return {
    received: socket,
    send(bytes, withDescriptor) {
      if (withDescriptor) throw new Error('Node cannot pass a descriptor')
      socket.write(bytes)
    },
    async close() {
      socket.destroy()
    },
  }
}

const CARRIER = fileURLToPath(new URL('carrier.py', import.meta.url))
const WITH_DESCRIPTOR = 2 ** 31

/**
 * A line that passes descriptors. `released` is called when nobody holds one of them any more, with
 * its number, counted from 0.
 */
export async function descriptorLine(
  path: string,
  released: (descriptor: number) => void,
): Promise<BusLine> {
  const child: ChildProcess = spawn('python3', [CARRIER, path], {
    stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
  })
  const { stdin, stdout } = child
  const told = child.stdio[3]
  if (stdin === null || stdout === null || !(told instanceof Readable)) throw new Error('no pipes')
  createInterface({ input: told }).on('line', (line) => released(Number(line)))
  return {
    received: stdout,
    send(bytes, withDescriptor) {
      const head = Buffer.alloc(4)
      head.writeUInt32LE(bytes.length + (withDescriptor ? WITH_DESCRIPTOR : 0))
      stdin.write(Buffer.concat([head, bytes]))
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}
