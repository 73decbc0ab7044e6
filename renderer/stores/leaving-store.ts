import { create } from 'zustand'
import type { LeavingView } from '../../shared/domain/leaving.ts'
import { follow } from '../ipc/follow.ts'

/** A mirror of the topic `leaving`: null while nothing ends. */
export interface LeavingState {
  readonly leaving: LeavingView | null
}

export const useLeaving = create<LeavingState>()(() => ({ leaving: null }))

export function followLeaving(): () => void {
  const put = (leaving: LeavingView | null): void => useLeaving.setState({ leaving })
  // The guests' mirror reports a dead connection.
  return follow('leaving', { onSnapshot: put, onChange: put, onError: () => {} })
}
