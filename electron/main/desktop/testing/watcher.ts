import { Variant } from 'dbus-next'
import { type BusProgram, type ProgramAnswer, startProgram } from './bus-program.ts'

const NAME = 'org.kde.StatusNotifierWatcher'
const OBJECT = { path: '/StatusNotifierWatcher', interface: NAME } as const

/** What desktops with a tray have on the bus. */
export interface Watcher {
  readonly program: BusProgram
  /** Whether something shows icons, told as it changes. */
  setHost(there: boolean): void
  misbehave(answer: ProgramAnswer | null): void
}

export async function openWatcher(env: NodeJS.ProcessEnv, host: boolean): Promise<Watcher> {
  let there = host
  let bad: ProgramAnswer | null = null
  const program = await startProgram({
    env,
    name: NAME,
    answer({ member, body }) {
      if (bad !== null) return bad
      return member === 'Get' && body[1] === 'IsStatusNotifierHostRegistered'
        ? { signature: 'v', body: [new Variant('b', there)] }
        : { error: 'org.freedesktop.DBus.Error.UnknownMethod' }
    },
  })
  return {
    program,
    setHost(now) {
      there = now
      const member = `StatusNotifierHost${now ? 'Registered' : 'Unregistered'}`
      program.tell({ ...OBJECT, member }, '', [])
    },
    misbehave(answer) {
      bad = answer
    },
  }
}
