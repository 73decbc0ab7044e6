import { beforeEach, expect, test, vi } from 'vitest'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import { CLIPBOARD_TEXT_MAX } from '../../../../shared/ipc/methods/clipboard.ts'
import type { Connection } from '../../../connections/connection.ts'
import type { Caller } from '../router.ts'
import { clipboardHandlers } from './clipboard.ts'
import { pictureHandlers } from './pictures.ts'

const desktop = vi.hoisted(() => ({
  text: '',
  images: [] as unknown[],
  items: [] as unknown[],
}))
const electron = vi.hoisted(() => ({
  clipboard: {
    readText: (): unknown => desktop.text,
    writeText: (text: string): unknown => {
      desktop.text = text
      return undefined
    },
  } as Record<string, unknown>,
  nativeImage: { createFromBuffer: (bytes: Buffer) => ({ bytes }) },
  ClipboardItem: class {
    readonly types: Record<string, Blob>
    constructor(types: Record<string, Blob>) {
      this.types = types
    }
  },
}))
vi.mock('electron', () => electron)

const id = '6f2a4b0e-7f0e-4b39-9d3c-1d6f1f0a2b3c'
const caller = {} as Caller
type Policy = 'off' | 'to-guest' | 'from-guest' | 'both'

const configWith = (clipboard: Policy) => ({ clipboard })

function handlersFor(configured: Policy, running?: Policy) {
  const guest = {
    id,
    config: configWith(configured),
    runtime: running === undefined ? null : { config: configWith(running) },
  } as unknown as GuestView
  const pictures = { now: () => Promise.resolve(Uint8Array.of(1, 2, 3)) }
  const connection = Promise.resolve({ list: () => [guest], pictures } as unknown as Connection)
  return { ...clipboardHandlers(connection), ...pictureHandlers(connection) }
}

beforeEach(() => {
  desktop.text = 'copied'
  desktop.images.splice(0)
  desktop.items.splice(0)
  delete electron.clipboard['writeImage']
  delete electron.clipboard['write']
})

test.each([
  ['off', false, false],
  ['to-guest', true, false],
  ['from-guest', false, true],
  ['both', true, true],
] as const)('%s: into the guest %s, out of it %s', async (policy, into, outOf) => {
  const handlers = handlersFor(policy)
  const attempt = async (work: () => unknown): Promise<string> => {
    try {
      await work()
      return 'done'
    } catch (error) {
      return (error as { code: string }).code
    }
  }
  const wanted = (allowed: boolean) => (allowed ? 'done' : 'CLIPBOARD_OFF')
  expect(await attempt(() => handlers['clipboard.toGuest']({ id }, caller))).toBe(wanted(into))
  expect(await attempt(() => handlers['clipboard.fromGuest']({ id, text: 'x' }, caller))).toBe(
    wanted(outOf),
  )
  expect(desktop.text).toBe(outOf ? 'x' : 'copied')
})

test('what the guest has now counts, not what it will have', async () => {
  await expect(
    handlersFor('both', 'off')['clipboard.toGuest']({ id }, caller),
  ).rejects.toMatchObject({ code: 'CLIPBOARD_OFF' })
  expect(await handlersFor('off', 'both')['clipboard.toGuest']({ id }, caller)).toEqual({
    text: 'copied',
  })
})

test('a guest that is not there, and a text that is too long, are refused', async () => {
  const handlers = handlersFor('both')
  await expect(
    handlers['clipboard.toGuest']({ id: '00000000-0000-4000-8000-000000000001' }, caller),
  ).rejects.toMatchObject({ code: 'GUEST_NOT_FOUND' })
  desktop.text = 'x'.repeat(CLIPBOARD_TEXT_MAX + 1)
  await expect(handlers['clipboard.read'](undefined, caller)).rejects.toMatchObject({
    code: 'CLIPBOARD_TOO_LONG',
  })
})

test('a clipboard that answers with promises is awaited', async () => {
  const { readText } = electron.clipboard
  electron.clipboard['readText'] = () => Promise.resolve('later')
  expect(await handlersFor('off')['clipboard.read'](undefined, caller)).toEqual({ text: 'later' })
  electron.clipboard['readText'] = readText
})

test('a picture is copied in the way that the runtime has', async () => {
  electron.clipboard['writeImage'] = (image: unknown) => desktop.images.push(image)
  await handlersFor('off')['pictures.copy']({ id }, caller)
  expect(desktop.images).toEqual([{ bytes: Buffer.from([1, 2, 3]) }])

  delete electron.clipboard['writeImage']
  electron.clipboard['write'] = (items: unknown[]) => Promise.resolve(desktop.items.push(...items))
  await handlersFor('off')['pictures.copy']({ id }, caller)
  const [item] = desktop.items as { types: Record<string, Blob> }[]
  const blob = item?.types['image/png']
  expect(blob?.type).toBe('image/png')
  expect(new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(
    Uint8Array.of(1, 2, 3),
  )
})
