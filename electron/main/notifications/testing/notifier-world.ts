import { randomUUID } from 'node:crypto'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import type { JournalChange, JournalEntry } from '../../../../shared/domain/journal.ts'
import { defaultSettings, type SettingsView } from '../../../../shared/domain/settings.ts'
import type { WindowRequest } from '../../../../shared/domain/window-requests.ts'
import type { GuestChange } from '../../../connections/connection.ts'
import { silentLogger } from '../../../platform/logger.ts'
import type { SessionBus } from '../../desktop/session-bus.ts'
import type { JournalNews } from '../../journal/journal.ts'
import { createNotifier } from '../notifier.ts'

export const GUEST = '6f2a4b0e-7f0e-4b39-9d3c-1d6f1f0a2b3c'

/** Those who listen to one thing. */
function listeners<T>() {
  const all = new Set<(value: T) => void>()
  return {
    on: (listener: (value: T) => void) => {
      all.add(listener)
      return () => void all.delete(listener)
    },
    tell: (value: T) => all.forEach((listener) => listener(value)),
  }
}

/** A notifier with everything around it that a test can move. */
export function notifierWorld(bus: SessionBus) {
  const news = listeners<JournalNews>()
  const journal = listeners<JournalChange>()
  const guests = listeners<GuestChange>()
  const settings = listeners<SettingsView>()
  const came = listeners<void>()
  let guest = { id: GUEST, name: 'debian', state: 'running', since: 1, config: null } as GuestView
  let isHere = false
  let isQuiet = false
  let wanted = true
  const requests: WindowRequest[] = []
  const started: string[] = []
  const revealed: string[] = []
  const logged: string[] = []
  let startError: Error | null = null
  const log = (message: string): void => void logged.push(message)

  const close = createNotifier({
    bus,
    connection: {
      list: () => [guest],
      onChange: guests.on,
      start: async (id) => {
        if (startError !== null) throw startError
        started.push(id)
      },
    },
    journal: { onNews: news.on, onChange: journal.on },
    attention: { isHere: () => isHere, onCame: (listener) => came.on(listener) },
    settings: {
      get: () => ({
        ...defaultSettings,
        privacy: { ...defaultSettings.privacy, notifications: wanted },
      }),
      onChange: settings.on,
    },
    isQuiet: () => isQuiet,
    locale: () => 'en',
    show: (request) => requests.push(request),
    reveal: async (file) => {
      revealed.push(file)
      return !file.startsWith('/gone')
    },
    logger: { ...silentLogger, info: log, warn: log, error: log },
  })
  const put = (part: Partial<GuestView>): void => {
    guest = { ...guest, ...part }
    guests.tell({ type: 'put', guest })
  }
  const tell = (part: Pick<JournalEntry, 'what'> & Partial<JournalEntry>): JournalEntry => {
    const entry: JournalEntry = {
      ...{ id: randomUUID(), at: 0, guest: GUEST, name: 'debian', error: null, read: true },
      ...part,
    }
    news.tell({ entry, asked: false })
    return entry
  }
  return {
    ...{ requests, started, revealed, logged, close, put, tell },
    /** The machine's state changes, and it is told. */
    crash(since = 2) {
      put({ state: 'crashed', since })
      return tell({ what: { kind: 'guest', event: 'crashed' } })
    },
    failStartsWith: (error: Error) => void (startError = error),
    come() {
      isHere = true
      came.tell()
    },
    leave: () => void (isHere = false),
    beQuiet: () => void (isQuiet = true),
    want(yes: boolean) {
      wanted = yes
      settings.tell({ settings: defaultSettings, problems: [], path: '' })
    },
    markRead: (entry: JournalEntry) =>
      journal.tell({ type: 'put', entries: [{ ...entry, read: true }] }),
    clearJournal: (entry: JournalEntry) => journal.tell({ type: 'removed', ids: [entry.id] }),
  }
}
