import { toErrorData } from '../../../shared/domain/errors.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { JournalEntry } from '../../../shared/domain/journal.ts'
import type { WindowRequest } from '../../../shared/domain/window-requests.ts'
import type { Connection } from '../../connections/connection.ts'
import type { Logger } from '../../platform/logger.ts'
import type { SessionBus } from '../desktop/session-bus.ts'
import type { Journal } from '../journal/journal.ts'
import type { SettingsStore } from '../settings/settings-file.ts'
import {
  createNotificationService,
  DEFAULT_ACTION,
  type NotificationContent,
  type Shown,
} from './notification-service.ts'
import { holds, type Offer, offersOf } from './offers.ts'
import { type Reason, worthTelling } from './worth-telling.ts'

/** Whether the person looks at the app. */
export interface Attention {
  /** A window of ours is in front. */
  isHere(): boolean
  onCame(listener: () => void): () => void
}

interface NotifierOptions {
  readonly bus: SessionBus
  readonly connection: Pick<Connection, 'list' | 'onChange' | 'start'>
  readonly journal: Pick<Journal, 'onNews' | 'onChange'>
  readonly attention: Attention
  readonly settings: Pick<SettingsStore, 'get' | 'onChange'>
  /** Whether something else tells the person what goes on, asked each time. */
  readonly isQuiet: () => boolean
  /** BCP 47, asked each time. */
  readonly locale: () => string
  /** Shows the main window, there. */
  readonly show: (request: WindowRequest) => void
  /** Shows a file among the others of its folder; false where it is not there. */
  readonly reveal: (file: string) => Promise<boolean>
  readonly logger: Logger
}

/** Something that the desktop is to tell, and what the person can do about it. */
interface Telling {
  readonly entry: JournalEntry
  readonly reason: Reason
  readonly offers: readonly Offer[]
}

/** What a machine has at the desktop: one notification at a time, the newest. */
interface Place {
  shown: { readonly telling: Telling; readonly at: Shown } | null
  next: Telling | null
  busy: boolean
}

/** Notifications of the specification's list, section 5; a machine is a device. */
const categories: Record<Reason, string> = {
  'job-done': 'transfer.complete',
  'job-failed': 'transfer.error',
  crashed: 'device.error',
  'shut-itself-down': 'device',
  failed: 'device.error',
}

/**
 * Has the desktop tell of what ends while no window of ours is in front. Returns its end, which
 * takes all back.
 */
export function createNotifier(options: NotifierOptions): () => Promise<void> {
  const { bus, connection, journal, attention, show, logger } = options
  const places = new Map<string, Place>()
  let closed = false
  let complained = false

  const guestOf = (id: string | null): GuestView | undefined =>
    connection.list().find((guest) => guest.id === id)
  const holdsStill = ({ offers }: Telling): boolean =>
    offers.every((offer) => holds(offer, 'guest' in offer ? guestOf(offer.guest) : undefined))

  const service = createNotificationService(bus, {
    knows: (shown) => findShown(shown) !== null,
    invoked: (shown, key) => {
      const telling = forget(shown)
      if (telling === null) return
      void service.close(shown)
      act(telling, key).catch((error: unknown) => {
        showEntry(telling.entry)
        show({ kind: 'failed', error: toErrorData(error) })
      })
    },
    closed: (shown) => void forget(shown),
    allClosed: () => {
      for (const place of places.values()) place.shown = null
      tidy()
    },
  })

  /** Places that hold nothing are not kept. */
  const tidy = (): void => {
    for (const [key, { shown, next, busy }] of places) {
      if (shown === null && next === null && !busy) places.delete(key)
    }
  }
  const findShown = ({ id, server }: Shown): Place | null => {
    const found = [...places.values()].find(
      ({ shown }) => shown?.at.id === id && shown.at.server === server,
    )
    return found ?? null
  }
  const forget = (shown: Shown): Telling | null => {
    const place = findShown(shown)
    const telling = place?.shown?.telling ?? null
    if (place !== null) place.shown = null
    tidy()
    return telling
  }
  /** Takes back what is obsolete, shown or not yet. */
  const takeBack = async (isObsolete: (telling: Telling) => boolean): Promise<void> => {
    const closings: Promise<void>[] = []
    for (const place of places.values()) {
      if (place.next !== null && isObsolete(place.next)) place.next = null
      if (place.shown === null || !isObsolete(place.shown.telling)) continue
      closings.push(service.close(place.shown.at))
      place.shown = null
    }
    tidy()
    await Promise.all(closings)
  }

  const contentOf = async ({ entry, reason, offers }: Telling): Promise<NotificationContent> => {
    // Loaded with the first one: both languages' sentences are of no use until then.
    const { actionText, notificationText } = await import('./notification-text.ts')
    const locale = options.locale()
    return {
      ...notificationText(entry, reason, locale),
      actions: [
        { key: DEFAULT_ACTION, label: actionText('open', locale) },
        ...offers.map(({ kind }) => ({ key: kind, label: actionText(kind, locale) })),
      ],
      urgency: reason === 'crashed' ? 'critical' : 'normal',
      category: categories[reason],
    }
  }
  /** One at a time, so that each takes the place of the one before. */
  const fill = async (place: Place): Promise<void> => {
    if (place.busy) return
    place.busy = true
    for (let telling = take(place); telling !== null; telling = take(place)) {
      try {
        const content = await contentOf(telling)
        const at = await service.show(content, place.shown?.at ?? null)
        place.shown = { telling, at }
        // Things may have changed meanwhile.
        if (closed || !isStillNews(telling)) void takeBack((told) => told === telling)
      } catch (error) {
        // A desktop without notifications is one, and nobody has to read of it again and again.
        logger[complained ? 'debug' : 'info']('the desktop was not told', { error: String(error) })
        complained = true
      }
    }
    place.busy = false
    tidy()
  }
  const take = (place: Place): Telling | null => {
    const telling = place.next
    place.next = null
    return telling !== null && !closed && isStillNews(telling) ? telling : null
  }
  const isWanted = (): boolean => options.settings.get().privacy.notifications && !options.isQuiet()
  const isStillNews = (telling: Telling): boolean =>
    !attention.isHere() && isWanted() && holdsStill(telling)

  const showEntry = ({ guest, name }: JournalEntry): void => {
    // A machine that was just made had no id when that began.
    const made = connection.list().filter((one) => guest === null && one.name === name)
    const id = guestOf(guest)?.id ?? (made.length === 1 ? made[0]?.id : undefined)
    show(id === undefined ? { kind: 'activity' } : { kind: 'guest', id })
  }
  const act = async (telling: Telling, key: string): Promise<void> => {
    const offer = telling.offers.find(({ kind }) => kind === key)
    switch (offer?.kind) {
      case undefined:
        return showEntry(telling.entry)
      case 'details':
        return show({ kind: 'activity' })
      case 'reveal':
        if (!(await options.reveal(offer.file))) showEntry(telling.entry)
        return
      case 'start':
      case 'resume':
        if (!holdsStill(telling)) return showEntry(telling.entry)
        return connection.start(offer.guest)
    }
  }

  const stops = [
    journal.onNews((news) => {
      const reason = worthTelling(news, attention.isHere())
      if (reason === null || !isWanted()) return
      const { entry } = news
      const telling = { entry, reason, offers: offersOf(entry, reason, guestOf(entry.guest)) }
      const key = entry.guest ?? entry.name
      const place: Place = places.get(key) ?? { shown: null, next: null, busy: false }
      places.set(key, place)
      place.next = telling
      void fill(place)
    }),
    // Seen in the window, or cleared there.
    journal.onChange((change) => {
      const gone =
        change.type === 'removed'
          ? change.ids
          : change.entries.filter(({ error, read }) => error !== null && read).map(({ id }) => id)
      if (gone.length > 0) void takeBack(({ entry }) => gone.includes(entry.id))
    }),
    connection.onChange(() => {
      if (places.size > 0) void takeBack((telling) => !holdsStill(telling))
    }),
    attention.onCame(() => void takeBack(() => true)),
    options.settings.onChange(() => {
      if (!isWanted()) void takeBack(() => true)
    }),
  ]
  return async () => {
    closed = true
    for (const stop of stops) stop()
    // Nobody would be there for a click on them.
    await takeBack(() => true)
    service.stop()
  }
}
