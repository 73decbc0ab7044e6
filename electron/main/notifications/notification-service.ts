import { BusError } from '../../platform/bus/bus-error.ts'
import { BusVariant } from '../../platform/bus/bus-variant.ts'
import {
  type BusSignal,
  ownerChanged,
  type SessionBus,
  type SignalMatch,
} from '../desktop/session-bus.ts'

/** freedesktop.org's notification specification, version 1.2. */
const NAME = 'org.freedesktop.Notifications'
const OBJECT = { path: '/org/freedesktop/Notifications', interface: NAME } as const

/** ms: who shows notifications is started by the first who has one. */
const NOTIFY_LIMIT = 10_000
/** ms: the end of the app waits for it. */
const CLOSE_LIMIT = 1_000

/** What is invoked by a click on the notification itself. */
export const DEFAULT_ACTION = 'default'

export interface NotificationAction {
  readonly key: string
  readonly label: string
}

export interface NotificationContent {
  readonly title: string
  /** Plain text, in lines. */
  readonly body: string
  /** Left out where the server has no buttons. */
  readonly actions: readonly NotificationAction[]
  readonly urgency: 'normal' | 'critical'
  /** Of the specification's list, section 5. */
  readonly category: string
}

/** A notification that is shown. Its number means nothing to another server. */
export interface Shown {
  readonly id: number
  readonly server: string
}

interface Listener {
  readonly knows: (shown: Shown) => boolean
  /** `key` of the action, which the person has chosen. */
  readonly invoked: (shown: Shown, key: string) => void
  /** By the person, by time, or by us. */
  readonly closed: (shown: Shown) => void
  /** The server has gone, and all that it showed. */
  readonly allClosed: () => void
}

export interface NotificationService {
  /** In place of `replaced`, if that is shown still. Rejects with a BusError. */
  show(content: NotificationContent, replaced: Shown | null): Promise<Shown>
  /** Resolves when the server has answered, or took too long. */
  close(shown: Shown): Promise<void>
  stop(): void
}

/** Characters; servers cut much earlier. */
const MOST_SHOWN = 1_000

/** Line breaks and tabs stay. D-Bus takes no NUL, and no server makes anything of the others. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g

const clean = (text: string): string => text.replace(CONTROLS, ' ').slice(0, MOST_SHOWN)

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/**
 * The arguments of Notify for a server that can do what `abilities` say. Only a body is ever taken
 * for markup, and only where that is among them. Pure.
 */
export function notifyArguments(
  { title, body, actions, urgency, category }: NotificationContent,
  abilities: ReadonlySet<string>,
  replacedId: number,
): unknown[] {
  const text = clean(body)
  const hasMarkup = abilities.has('body-markup')
  const shownBody = hasMarkup ? text.replace(/[&<>]/g, (sign) => escapes[sign] ?? sign) : text
  const [summary, details] = abilities.has('body')
    ? [title, shownBody]
    : [`${title}: ${text.replaceAll('\n', ' ')}`, '']
  return [
    'Guesthouse',
    replacedId,
    'org.guesthouse.Guesthouse',
    clean(summary),
    details,
    abilities.has('actions') ? actions.flatMap(({ key, label }) => [key, label]) : [],
    {
      'desktop-entry': new BusVariant('s', 'org.guesthouse.Guesthouse'),
      urgency: new BusVariant('y', urgency === 'critical' ? 2 : 1),
      category: new BusVariant('s', category),
    },
    // The server's own time.
    -1,
  ]
}

/** The desktop's notifications, over the bus: Electron's have no actions on Linux, and wait for the answer. */
export function createNotificationService(
  bus: SessionBus,
  listener: Listener,
): NotificationService {
  let abilities: Promise<ReadonlySet<string>> | null = null
  let onTheirWay = 0
  /** What was told of numbers that we do not know yet, because their answer is still read. */
  const early: (() => void)[] = []

  const getAbilities = async (): Promise<ReadonlySet<string>> => {
    const { body } = await bus.call({
      ...{ destination: NAME, ...OBJECT, member: 'GetCapabilities', timeoutMs: NOTIFY_LIMIT },
    })
    const [list] = body
    if (!Array.isArray(list)) throw new BusError('refused', 'GetCapabilities answered no list')
    const names: unknown[] = list
    return new Set(names.filter((name) => typeof name === 'string'))
  }
  const abilitiesOfServer = (): Promise<ReadonlySet<string>> => {
    const asked = abilities ?? getAbilities()
    abilities = asked
    asked.catch(() => {
      if (abilities === asked) abilities = null
    })
    return asked
  }
  const forget = (): void => {
    abilities = null
    listener.allClosed()
  }
  const on = (member: string, then: (shown: Shown, value: unknown) => void): (() => void) => {
    const match: SignalMatch = { sender: NAME, ...OBJECT, member }
    return bus.watch(match, ({ sender, body: [id, value] }: BusSignal) => {
      if (typeof id !== 'number') return
      const shown = { id, server: sender }
      const say = (): void => then(shown, value)
      if (onTheirWay > 0 && !listener.knows(shown)) early.push(say)
      else say()
    })
  }
  const stops = [
    on('ActionInvoked', (shown, key) => {
      if (typeof key === 'string') listener.invoked(shown, key)
    }),
    on('NotificationClosed', (shown) => listener.closed(shown)),
    bus.watch(ownerChanged(NAME), forget),
    bus.onLost(forget),
  ]
  return {
    async show(content, replaced) {
      const can = await abilitiesOfServer()
      onTheirWay++
      try {
        const { sender, body } = await bus.call({
          ...{ destination: NAME, ...OBJECT, member: 'Notify', timeoutMs: NOTIFY_LIMIT },
          ...{ signature: 'susssasa{sv}i', body: notifyArguments(content, can, replaced?.id ?? 0) },
        })
        const [id] = body
        if (typeof id !== 'number') throw new BusError('refused', 'Notify answered no number')
        return { id, server: sender }
      } finally {
        onTheirWay--
        // Once who called knows the number.
        if (onTheirWay === 0) setImmediate(() => early.splice(0).forEach((say) => say()))
      }
    },
    async close({ id }) {
      try {
        await bus.call({
          ...{ destination: NAME, ...OBJECT, member: 'CloseNotification', autoStart: false },
          ...{ signature: 'u', body: [id], timeoutMs: CLOSE_LIMIT },
        })
      } catch {
        // It may have gone by itself.
      }
    },
    stop() {
      for (const stop of stops) stop()
    },
  }
}
