import { create } from 'zustand'
import type { HostView } from '../../shared/domain/guest.ts'
import { follow } from '../ipc/follow.ts'

/** A mirror of the topic `host`; null until the first snapshot. */
export interface HostState {
  readonly host: HostView | null
}

export const useHost = create<HostState>()(() => ({ host: null }))

export const selectHost = (state: HostState): HostView | null => state.host

export function followHost(): () => void {
  const put = (host: HostView): void => useHost.setState({ host })
  return follow('host', {
    onSnapshot: put,
    onChange: put,
    // Without host facts the window still works; the guests' mirror reports a dead connection.
    onError: () => useHost.setState({ host: null }),
  })
}
