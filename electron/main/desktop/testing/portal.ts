import { Variant } from 'dbus-next'
import { type BusProgram, type ProgramAnswer, startProgram } from './bus-program.ts'

const NAME = 'org.freedesktop.portal.Desktop'
const OBJECT = {
  path: '/org/freedesktop/portal/desktop',
  interface: 'org.freedesktop.portal.Settings',
} as const
const APPEARANCE = 'org.freedesktop.appearance'
const NOT_FOUND = { error: 'org.freedesktop.portal.Error.NotFound' } as const

/** The desktop's settings, as its portal tells them. */
export interface Portal {
  readonly program: BusProgram
  /** Changes a setting of the appearance, and tells it. */
  set(key: 'accent-color' | 'color-scheme', value: Variant): void
  misbehave(answer: ProgramAnswer | null): void
}

/** `version`: of the interface; the first has no ReadOne, and wraps values twice. */
export async function openPortal(
  env: NodeJS.ProcessEnv,
  settings: Readonly<Record<string, Variant>> = {},
  version: 1 | 2 = 2,
): Promise<Portal> {
  const values = new Map(Object.entries(settings))
  let bad: ProgramAnswer | null = null
  const read = (key: string, wrap: (value: Variant) => Variant): ProgramAnswer => {
    const value = values.get(key)
    return value === undefined ? NOT_FOUND : { signature: 'v', body: [wrap(value)] }
  }
  const program = await startProgram({
    env,
    name: NAME,
    answer({ interface: of, member, body: [namespace, key] }) {
      if (bad !== null) return bad
      if (of !== OBJECT.interface) return { error: 'org.freedesktop.DBus.Error.UnknownMethod' }
      // Chromium asks for all of some, and only for what it follows.
      if (member === 'ReadAll') {
        const all = { [APPEARANCE]: Object.fromEntries(values) }
        return { signature: 'a{sa{sv}}', body: [all] }
      }
      if (namespace !== APPEARANCE) return NOT_FOUND
      if (member === 'ReadOne' && version === 2) return read(String(key), (value) => value)
      if (member === 'Read') return read(String(key), (value) => new Variant('v', value))
      return { error: 'org.freedesktop.DBus.Error.UnknownMethod' }
    },
  })
  return {
    program,
    set(key, value) {
      values.set(key, value)
      program.tell({ ...OBJECT, member: 'SettingChanged' }, 'ssv', [APPEARANCE, key, value])
    },
    misbehave(answer) {
      bad = answer
    },
  }
}
