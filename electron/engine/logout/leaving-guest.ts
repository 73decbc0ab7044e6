import * as commands from '../guest/commands.ts'
import type { Guest } from '../guest/guest.ts'
import { unlessAborted } from '../guest/unless-aborted.ts'
import { within } from '../guest/within.ts'
import { hasProcess } from '../lifecycle/state.ts'
import { saveGuest } from '../saving/index.ts'
import type { LeavingGuest } from './leave.ts'

interface Means {
  /** Calls back after every change of any guest; answers with what ends that. */
  readonly watch: (changed: () => void) => () => void
  /** Cancels the long operation that is under way on the guest of that id. */
  readonly cancel: (id: string) => void
}

/** A guest of the engine as leaving sees it. */
export function leavingGuest(guest: Guest, { watch, cancel }: Means): LeavingGuest {
  const { id, name, atLogout } = guest.config
  return {
    ...{ id, name, policy: atLogout },
    async settle(timeoutMs, signal) {
      await within(
        unlessAborted(guest.idle(), signal).catch(() => {}),
        timeoutMs,
      )
      return guest.state
    },
    async save(signal) {
      const undo = (): void => cancel(id)
      signal.addEventListener('abort', undo)
      try {
        await guest.operate('save', 'save', saveGuest)
      } finally {
        signal.removeEventListener('abort', undo)
      }
    },
    async shutDown(timeoutMs, signal) {
      await guest.operate('shutdown', null, commands.shutdown)
      if (await untilEnded(guest, watch, { timeoutMs, signal })) return true
      signal.throwIfAborted()
      await guest.operate('shutdown', null, async (handle) =>
        handle.apply({ type: 'shutdown-ignored' }),
      )
      return false
    },
  }
}

/** Whether the guest's process is gone within the time, and before the signal is aborted. */
async function untilEnded(
  guest: Guest,
  watch: Means['watch'],
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<boolean> {
  const ended = (): boolean => !hasProcess(guest.state)
  if (ended() || signal.aborted) return ended()
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      stop()
      resolve(ended())
    }
    const timer = setTimeout(finish, timeoutMs)
    signal.addEventListener('abort', finish)
    const stop = watch(() => {
      if (ended()) finish()
    })
  })
}
