import { once } from 'node:events'
import { connect } from 'node:net'
import type { Page } from '@playwright/test'
import { makeHome } from '../fixtures/home.ts'
import { type BenchOptions, median, type Row } from './row.ts'
import { openScreen, startScreenGuest } from './screen-guest.ts'

/** ms between keystrokes: QEMU's refresh has slowed down by then, as while a person thinks. */
const PAUSES_MS = [310, 470, 590, 730] as const
const pauseOf = (index: number): number => PAUSES_MS[index % PAUSES_MS.length] ?? 500
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A viewer as plain as can be: asks for every change in raw pixels, and sends keys. */
async function inPlainNode(socketPath: string, count: number): Promise<number[]> {
  const socket = connect(socketPath)
  await once(socket, 'connect')
  const chunks = socket.iterator()
  let buffer = Buffer.alloc(0)
  const read = async (bytes: number): Promise<Buffer> => {
    while (buffer.length < bytes) {
      const { done, value } = (await chunks.next()) as IteratorResult<Buffer>
      if (done === true) throw new Error('the screen ended')
      buffer = Buffer.concat([buffer, value])
    }
    const part = buffer.subarray(0, bytes)
    buffer = buffer.subarray(bytes)
    return part
  }
  await read(12)
  socket.write('RFB 003.008\n')
  const [types = 0] = await read(1)
  await read(types)
  socket.write(Buffer.from([1]))
  await read(4)
  socket.write(Buffer.from([1]))
  const init = await read(24)
  await read(init.readUInt32BE(20))
  socket.write(Buffer.from([2, 0, 0, 1, 0, 0, 0, 0]))
  const request = (incremental: number): void => {
    const message = Buffer.from([3, incremental, 0, 0, 0, 0, 0, 0, 0, 0])
    init.copy(message, 6, 0, 4)
    socket.write(message)
  }
  const update = async (): Promise<void> => {
    const head = await read(4)
    for (let rectangles = head.readUInt16BE(2); rectangles > 0; rectangles--) {
      const rectangle = await read(12)
      await read(rectangle.readUInt16BE(4) * rectangle.readUInt16BE(6) * 4)
    }
  }
  let arrived: (() => void) | null = null
  // Always one request ahead, as viewers are; what comes between the keys is nobody's echo.
  const follow = async (): Promise<never> => {
    request(0)
    for (;;) {
      await update()
      request(1)
      arrived?.()
    }
  }
  const over = follow().catch((error: unknown) => {
    if (!socket.destroyed) throw error
  })
  const times: number[] = []
  for (let index = 0; index < count; index++) {
    await pause(pauseOf(index))
    const begin = performance.now()
    const echo = new Promise<void>((resolve) => {
      arrived = resolve
    })
    // "a" goes down and up (RFC 6143, section 7.5.4).
    socket.write(Buffer.from([4, 1, 0, 0, 0, 0, 0, 0x61, 4, 0, 0, 0, 0, 0, 0, 0x61]))
    await Promise.race([echo, over])
    arrived = null
    times.push(performance.now() - begin)
  }
  socket.destroy()
  await over
  return times
}

/** In the window itself: from the key event at the canvas to the picture drawn on it. */
async function inWindow(window: Page, count: number): Promise<number[]> {
  return window.evaluate(
    async ({ pauses, wanted }) => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="vnc-screen"] canvas')
      const context = canvas?.getContext('2d')
      if (canvas === null || context === null || context === undefined) throw new Error('no screen')
      let drawn: (() => void) | null = null
      const draw = context.drawImage.bind(context) as (...all: unknown[]) => void
      context.drawImage = (...all: unknown[]) => {
        draw(...all)
        drawn?.()
      }
      canvas.focus()
      const times: number[] = []
      for (let index = 0; index < wanted; index++) {
        await new Promise((resolve) => setTimeout(resolve, pauses[index % pauses.length]))
        const begin = performance.now()
        const picture = new Promise<void>((resolve) => {
          drawn = resolve
        })
        for (const type of ['keydown', 'keyup']) {
          canvas.dispatchEvent(new KeyboardEvent(type, { key: 'a', code: 'KeyA', bubbles: true }))
        }
        await picture
        drawn = null
        times.push(performance.now() - begin)
      }
      return times
    },
    { pauses: PAUSES_MS, wanted: count },
  )
}

/** ms from a key to the picture of what it did, beside a plain viewer's in the same run. */
export async function benchKeystroke({ quick }: BenchOptions): Promise<Row[]> {
  const home = await makeHome()
  try {
    const guest = await startScreenGuest(home)
    // Nothing but the echo changes the picture.
    await guest.run(
      "printf '\\033[?25l\\033[2J' >/dev/tty0; echo 0 >/sys/class/graphics/fbcon/cursor_blink",
    )
    const count = quick ? 8 : 25
    const [theirs, ours]: [number[], number[]] = [[], []]
    for (let round = 0; round < (quick ? 1 : 2); round++) {
      theirs.push(...(await inPlainNode(guest.socketPath, count)))
      const app = await openScreen(home)
      ours.push(...(await inWindow(app.window, count)))
      await app.quit()
    }
    const value = median(ours)
    return [
      {
        ...{ name: 'keystroke to pixels', value, unit: 'ms', floor: median(theirs), ratio: null },
        ...{ goal: 40, ok: value <= 40 },
      },
    ]
  } finally {
    await home.dispose()
  }
}
