import type { Logger } from '../../platform/logger.ts'
import { BusError } from '../../platform/bus/bus-error.ts'
import { keepValue } from './kept-value.ts'
import { ownerChanged, type SessionBus } from './session-bus.ts'

/** KDE's StatusNotifierItem, which desktops have taken over with its names. */
const WATCHER = 'org.kde.StatusNotifierWatcher'
const OBJECT = { sender: WATCHER, path: '/StatusNotifierWatcher', interface: WATCHER } as const

/** Tells whether something shows tray icons, and when that changes. Returns its end. */
export function followTrayHost(
  bus: SessionBus,
  tell: (there: boolean | null) => void,
  logger: Logger,
): () => void {
  return keepValue({
    ...{ bus, tell, logger },
    signals: [
      ownerChanged(WATCHER),
      { ...OBJECT, member: 'StatusNotifierHostRegistered' },
      { ...OBJECT, member: 'StatusNotifierHostUnregistered' },
    ],
    read: async () => {
      try {
        const { body } = await bus.call({
          ...{ destination: WATCHER, path: OBJECT.path },
          ...{ interface: 'org.freedesktop.DBus.Properties', member: 'Get', autoStart: false },
          ...{ signature: 'ss', body: [WATCHER, 'IsStatusNotifierHostRegistered'] },
        })
        return body[0] === true
      } catch (error) {
        // Nobody has the name, or it is no watcher.
        if (error instanceof BusError && error.trouble === 'refused') return false
        throw error
      }
    },
  })
}
