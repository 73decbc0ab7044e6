import { once } from 'node:events'
import { watch } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import type { Page } from '@playwright/test'
import { openEngine } from '../../electron/engine/index.ts'
import { silentLogger } from '../../electron/platform/logger.ts'
import { CREDIT_STEP } from '../../shared/ipc/console.ts'
import { testGuest } from '../../scripts/test-guest/index.mjs'
import { launchApp } from '../fixtures/app.ts'
import { makeHome } from '../fixtures/home.ts'
import { type FrameCount, measureFrames } from './rfb-meter.ts'
import { type BenchOptions, median, type Row } from './row.ts'

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

async function untilPrinted(log: string, line: string): Promise<void> {
  const watcher = watch(log)
  try {
    while (!(await readFile(log, 'utf8')).includes(line)) await once(watcher, 'change')
  } finally {
    watcher.close()
  }
}

/** QEMU slows its screen down to a few frames a second while nothing on it changes. */
async function keepScreenBusy(serialSocket: string): Promise<void> {
  const serial = connect(serialSocket)
  await once(serial, 'connect')
  serial.write("(while :; do printf '\\r%d' $((n+=1)); usleep 20000; done) >/dev/tty0 &\r")
  await once(serial, 'data')
  serial.end()
}

/** Whole frames a second of a real QEMU into the window, over the same into a plain Node client. */
export async function benchConsoleFrames({ quick }: BenchOptions): Promise<Row[]> {
  const home = await makeHome()
  try {
    const engine = await openEngine({ env: { ...process.env, ...home.env }, logger: silentLogger })
    const { readyLine, ...kernelBoot } = testGuest('full')
    const { id } = await engine.create({
      ...{ name: 'bench', memoryMiB: 256, cpus: 1, disk: { kind: 'none' } },
      kernelBoot,
    })
    await engine.start(id)
    const { socketPath } = engine.console(id, { kind: 'vnc' })
    await untilPrinted(home.paths.guest(id).serialLog('serial0'), readyLine)
    await keepScreenBusy(home.paths.guest(id).serialSocket('serial0'))
    await engine.close()
    const app = await launchApp(home)
    await app.window.getByText('bench').first().waitFor()

    const durationMs = quick ? 2_000 : 5_000
    const floor: number[] = []
    const value: number[] = []
    let size = ''
    for (let round = 0; round < (quick ? 1 : 5); round++) {
      const plain = await inPlainNode(socketPath, durationMs)
      size = `${plain.width}x${plain.height}`
      floor.push(perSecond(plain))
      value.push(perSecond(await inWindow(app.window, id, durationMs)))
    }
    await app.quit()
    const [ours, theirs] = [median(value), median(floor)]
    const ratio = ours / theirs
    return [
      {
        ...{ name: `console frames ${size}`, value: ours, unit: '/s', floor: theirs, ratio },
        ...{ goal: 0.9, ok: ratio >= 0.9 },
      },
    ]
  } finally {
    await home.dispose()
  }
}
