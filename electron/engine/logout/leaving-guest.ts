import * as commands from '../guest/commands.ts'
import type { Guest } from '../guest/guest.ts'
import { within } from '../guest/within.ts'
import { hasProcess } from '../lifecycle/state.ts'
import { saveGuest } from '../saving/index.ts'
import type { LeavingGuest } from './leave.ts'

/** Calls back after every change of any guest; answers with what ends that. */
export type WatchGuests = (changed: () => void) => () => void

/** A guest of the engine as leaving sees it. */
export function leavingGuest(guest: Guest, watch: WatchGuests): LeavingGuest {
  return {
    id: guest.config.id,
    policy: guest.config.atLogout,
    async settle(timeoutMs) {
      await within(guest.idle(), timeoutMs)
      return guest.state
    },
    save: () => guest.operate('save', 'save', saveGuest),
    async shutDown(timeoutMs) {
      await guest.operate('shutdown', null, commands.shutdown)
      if (await untilEnded(guest, watch, timeoutMs)) return true
      await guest.operate('shutdown', null, async (handle) =>
        handle.apply({ type: 'shutdown-ignored' }),
      )
      return false
    },
  }
}

/** Whether the guest's process is gone within the time. */
async function untilEnded(guest: Guest, watch: WatchGuests, timeoutMs: number): Promise<boolean> {
  const ended = (): boolean => !hasProcess(guest.state)
  if (ended()) return true
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer)
      stop()
      resolve(ended())
    }
    const timer = setTimeout(finish, timeoutMs)
    const stop = watch(() => {
      if (ended()) finish()
    })
  })
}
