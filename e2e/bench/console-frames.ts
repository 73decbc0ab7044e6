import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import type { Page } from '@playwright/test'
import { CREDIT_STEP } from '../../shared/ipc/console.ts'
import { type App, launchApp } from '../fixtures/app.ts'
import { makeHome } from '../fixtures/home.ts'
import { type FrameCount, measureFrames } from './rfb-meter.ts'
import { type BenchOptions, median, type Row } from './row.ts'
import { type ScreenGuest, startScreenGuest } from './screen-guest.ts'

const perSecond = ({ frames, ms }: FrameCount): number => (frames * 1_000) / ms

async function inPlainNode(socketPath: string, durationMs: number): Promise<FrameCount> {
  const socket = connect(socketPath)
  await once(socket, 'connect')
  const count = await measureFrames(
    { send: (bytes) => socket.write(bytes), onData: (listener) => socket.on('data', listener) },
    durationMs,
  )
  socket.destroy()
  return count
}

/** Over the app's own way: broker, MessagePort, credits. */
async function inWindow(window: Page, id: string, durationMs: number): Promise<FrameCount> {
  const source = `(async ({ id, durationMs }) => {
    const measureFrames = ${measureFrames.toString()};
    const token = crypto.randomUUID();
    const port = await new Promise((resolve, reject) => {
      addEventListener('message', function take(event) {
        if (event.data?.token !== token) return;
        removeEventListener('message', take);
        resolve(event.ports[0]);
      });
      window.guesthouse.call('consoles.open', { id, console: { kind: 'vnc' }, token })
        .then((answer) => answer.ok || reject(new Error(JSON.stringify(answer.error))));
    });
    let owed = 0;
    const count = await measureFrames({
      send: (bytes) => port.postMessage(bytes.slice()),
      onData: (listener) => {
        port.onmessage = ({ data }) => {
          if (!(data instanceof Uint8Array)) return;
          listener(data);
          owed += data.length;
          if (owed < ${CREDIT_STEP}) return;
          port.postMessage({ type: 'credit', bytes: owed });
          owed = 0;
        };
      },
    }, durationMs);
    port.postMessage({ type: 'close' });
    return count;
  })(${JSON.stringify({ id, durationMs })})`
  return window.evaluate<FrameCount>(source)
}

/** QEMU slows its screen down to a few frames a second while nothing on it changes. */
const KEEP_BUSY = "(while :; do printf '\\r%d' $((n+=1)); usleep 20000; done) >/dev/tty0 &"

/** A VNC server that pushes whole raw frames, asked for or not, as fast as they are taken. */
async function serveFrames(path: string): Promise<Server> {
  const [width, height] = [1920, 1080]
  const init = Buffer.alloc(24)
  init.writeUInt16BE(width, 0)
  init.writeUInt16BE(height, 2)
  const greeting = [Buffer.from('RFB 003.008\n'), Buffer.from([1, 1, 0, 0, 0, 0]), init]
  const frame = Buffer.alloc(16 + width * height * 4, 0x7f)
  Buffer.from([0, 0, 0, 1, 0, 0, 0, 0]).copy(frame)
  frame.writeUInt16BE(width, 8)
  frame.writeUInt16BE(height, 10)
  frame.writeInt32BE(0, 12)
  const server = createServer((socket) => {
    const push = (): void => {
      while (!socket.destroyed && socket.write(frame));
    }
    socket.on('error', () => undefined)
    socket.on('data', () => undefined)
    socket.on('drain', push)
    socket.write(Buffer.concat(greeting))
    push()
  }).listen(path)
  await once(server, 'listening')
  return server
}

const megabytesPerSecond = ({ bytes, ms }: FrameCount): number => bytes / 1_000 / ms

/** A server of ours in place of QEMU's: what broker, port and credits carry at most. */
async function measureThroughput(
  app: App,
  { id, socketPath }: ScreenGuest,
  rounds: number,
  durationMs: number,
): Promise<Row> {
  await rm(socketPath)
  const server = await serveFrames(socketPath)
  const [value, floor]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    floor.push(megabytesPerSecond(await inPlainNode(socketPath, durationMs)))
    value.push(megabytesPerSecond(await inWindow(app.window, id, durationMs)))
  }
  server.close()
  return {
    ...{ name: 'console, synthetic server', value: median(value), unit: 'MB/s' },
    ...{ floor: median(floor), ratio: null, goal: 150, ok: median(value) >= 150 },
  }
}

/** Whole frames a second of a real QEMU into the window, over the same into a plain Node client. */
export async function benchConsoleFrames({ quick }: BenchOptions): Promise<Row[]> {
  const home = await makeHome()
  try {
    const guest = await startScreenGuest(home)
    await guest.run(KEEP_BUSY)
    const app = await launchApp(home)
    await app.window.getByText('bench').first().waitFor()

    const durationMs = quick ? 2_000 : 5_000
    const rounds = quick ? 1 : 5
    const floor: number[] = []
    const value: number[] = []
    let size = ''
    for (let round = 0; round < rounds; round++) {
      const plain = await inPlainNode(guest.socketPath, durationMs)
      size = `${plain.width}x${plain.height}`
      floor.push(perSecond(plain))
      value.push(perSecond(await inWindow(app.window, guest.id, durationMs)))
    }
    const throughput = await measureThroughput(app, guest, rounds, durationMs)
    await app.quit()
    const [ours, theirs] = [median(value), median(floor)]
    const ratio = ours / theirs
    return [
      {
        ...{ name: `console frames ${size}`, value: ours, unit: '/s', floor: theirs, ratio },
        ...{ goal: 0.9, ok: ratio >= 0.9 },
      },
      throughput,
    ]
  } finally {
    await home.dispose()
  }
}
