import { afterEach, expect, test, vi } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import type { JournalNews } from '../journal/journal.ts'
import { notifyOf } from './notifier.ts'

const desktop = vi.hoisted(() => ({
  shown: [] as { title: string; listeners: Map<string, () => void> }[],
  onShow: (): void => {},
}))
vi.mock('electron', () => ({
  app: { getLocale: () => 'en' },
  BrowserWindow: { getFocusedWindow: () => null },
  Notification: class {
    static readonly isSupported = () => true
    readonly title: string
    readonly listeners = new Map<string, () => void>()
    constructor({ title }: { title: string }) {
      this.title = title
    }
    on(event: string, listener: () => void) {
      this.listeners.set(event, listener)
    }
    show() {
      desktop.onShow()
      desktop.shown.push(this)
    }
    close() {}
  },
}))

const GUEST = '6f2a4b0e-7f0e-4b39-9d3c-1d6f1f0a2b3c'
const crashed = (name: string): JournalNews => ({
  asked: false,
  entry: {
    ...{ id: GUEST, at: 0, guest: GUEST, name, read: true },
    ...{ what: { kind: 'guest', event: 'crashed' }, error: null },
  },
})

function start() {
  let tell: (news: JournalNews) => void = () => {}
  const show = vi.fn<Parameters<typeof notifyOf>[0]['show']>()
  const warn = vi.fn<() => void>()
  notifyOf({
    journal: {
      onNews(listener) {
        tell = listener
        return () => {}
      },
    },
    show,
    logger: { ...silentLogger, warn },
  })
  return { tell: (news: JournalNews) => tell(news), show, warn }
}

afterEach(() => {
  vi.restoreAllMocks()
  desktop.shown.splice(0)
  desktop.onShow = () => {}
})

test('tells the desktop, and a click leads to the machine', async () => {
  const { tell, show, warn } = start()
  tell(crashed('debian'))
  await vi.waitFor(() => expect(desktop.shown).toHaveLength(1))
  desktop.shown[0]?.listeners.get('click')?.()
  expect(show).toHaveBeenCalledWith({ kind: 'guest', id: GUEST })
  expect(warn).not.toHaveBeenCalled()
})

test('a desktop that keeps the app waiting is told nothing more', async () => {
  const { tell, warn } = start()
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  desktop.onShow = () => {
    now += 25_000
  }
  tell(crashed('first'))
  await vi.waitFor(() => expect(warn).toHaveBeenCalledOnce())
  tell(crashed('second'))
  await new Promise((resolve) => setImmediate(resolve))
  expect(desktop.shown.map(({ title }) => title)).toEqual(['first'])
})
