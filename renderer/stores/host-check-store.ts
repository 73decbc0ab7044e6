import { create } from 'zustand'
import type { HostCheckView } from '../../shared/domain/host-check.ts'
import { follow } from '../ipc/follow.ts'

/** A mirror of the topic `hostCheck`. */
export const useHostCheck = create<HostCheckView>()(() => ({
  ...{ state: 'not-run', startedAt: null, rows: [] },
}))

export function followHostCheck(): () => void {
  const put = (view: HostCheckView): void => useHostCheck.setState(view)
  // The guests' mirror reports a dead connection.
  return follow('hostCheck', { onSnapshot: put, onChange: put, onError: () => {} })
}
