import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { call } from '../../ipc/call.ts'
import { useWork, type Work } from '../../ui/use-work.ts'

export interface Configure extends Pick<Work, 'busy' | 'error' | 'clear'> {
  /** Sends the guest as it is to be; what becomes of it the mirror tells. */
  readonly apply: (config: GuestConfig, done?: () => void) => void
}

/** Changes a guest's description from what this window shows of it. */
export function useConfigure(guest: GuestView): Configure {
  const { busy, error, clear, run } = useWork(guest)
  const apply: Configure['apply'] = (config, done) => {
    if (guest.config === null) return
    const { config: base } = guest
    void run(
      () => call('guests.configure', { id: guest.id, config, base }),
      () => done?.(),
    )
  }
  return { busy, error, clear, apply }
}
