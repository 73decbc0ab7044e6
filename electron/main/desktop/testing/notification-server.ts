import { type BusProgram, type ProgramAnswer, startProgram } from './bus-program.ts'
import { Variant } from 'dbus-next'

const NAME = 'org.freedesktop.Notifications'
const OBJECT = { path: '/org/freedesktop/Notifications', interface: NAME } as const

/** A notification as the desktop was asked to show it. */
export interface Notified {
  readonly id: number
  /** The unique name of who asked. */
  readonly from: string
  readonly app: string
  readonly icon: string
  readonly title: string
  readonly body: string
  /** Labels by keys. */
  readonly actions: Readonly<Record<string, string>>
  readonly hints: Readonly<Record<string, unknown>>
}

/** Stands in for the desktop on a bus: sees what it is asked to tell, and clicks. */
export interface NotificationServer {
  /** Every request to show, in order. */
  readonly notified: readonly Notified[]
  /** What a person sees now, in the order in which it came. */
  shown(): Notified[]
  /** A click on it, or on one of its buttons. */
  click(id: number, action?: string): void
  /** The person wipes it away. */
  dismiss(id: number): void
  /** From now on it does not answer, or answers other things; back with null. */
  misbehave(answer: ProgramAnswer | null): void
  close(): void
}

const ABILITIES = ['actions', 'body', 'body-markup', 'icon-static']

function pairs(list: readonly unknown[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (let at = 0; at + 1 < list.length; at += 2) found[String(list[at])] = String(list[at + 1])
  return found
}

const plainHints = (hints: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(hints).map(([key, hint]) => [key, hint instanceof Variant ? hint.value : hint]),
  )

export async function openNotificationServer(
  env: NodeJS.ProcessEnv = process.env,
  abilities: readonly string[] = ABILITIES,
): Promise<NotificationServer> {
  const notified: Notified[] = []
  const seen = new Map<number, Notified>()
  let bad: ProgramAnswer | null = null
  let lastId = 0

  const closeOne = (id: number, reason: number): void => {
    if (!seen.delete(id)) return
    program.tell({ ...OBJECT, member: 'NotificationClosed' }, 'uu', [id, reason])
  }
  const notify = (from: string, body: readonly unknown[]): ProgramAnswer => {
    const [app, replaces, icon, title, text, actions, hints] = body
    const id = Number(replaces) === 0 ? ++lastId : Number(replaces)
    const one: Notified = {
      ...{ id, from, app: String(app), icon: String(icon) },
      ...{ title: String(title), body: String(text) },
      actions: pairs(actions as unknown[]),
      hints: plainHints(hints as object),
    }
    notified.push(one)
    seen.set(id, one)
    return { signature: 'u', body: [id] }
  }
  const program: BusProgram = await startProgram({
    env,
    name: NAME,
    answer({ from, member, body }) {
      if (bad !== null) return bad
      switch (member) {
        case 'Notify':
          return notify(from, body)
        case 'GetCapabilities':
          return { signature: 'as', body: [[...abilities]] }
        case 'GetServerInformation':
          return { signature: 'ssss', body: ['test', 'Guesthouse', '1', '1.2'] }
        case 'CloseNotification':
          // 3: by a call.
          closeOne(Number(body[0]), 3)
          return { signature: '', body: [] }
        default:
          return { error: 'org.freedesktop.DBus.Error.UnknownMethod' }
      }
    },
  })
  return {
    notified,
    shown: () => [...seen.values()],
    click(id, action = 'default') {
      program.tell({ ...OBJECT, member: 'ActionInvoked' }, 'us', [id, action])
      // 2: by the person.
      closeOne(id, 2)
    },
    dismiss: (id) => closeOne(id, 2),
    misbehave(answer) {
      bad = answer
    },
    close: () => program.leave(),
  }
}
