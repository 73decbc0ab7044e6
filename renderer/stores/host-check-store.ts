import { create } from 'zustand'
import type { HostCheckView } from '../../shared/domain/host-check.ts'
import { follow } from '../ipc/follow.ts'

/** A mirror of the topic `hostCheck`; `known` is false until the first snapshot. */
export interface HostCheckState extends HostCheckView {
  readonly known: boolean
}

export const notChecked: HostCheckState = {
  ...{ known: false, state: 'not-run', startedAt: null, rows: [] },
}

export const useHostCheck = create<HostCheckState>()(() => notChecked)

export function followHostCheck(): () => void {
  const put = (view: HostCheckView): void => useHostCheck.setState({ ...view, known: true })
  // The guests' mirror reports a dead connection.
  return follow('hostCheck', { onSnapshot: put, onChange: put, onError: () => {} })
}
