import { create } from 'zustand'
import { type DesktopView, unknownDesktop } from '../../shared/domain/desktop.ts'
import { follow } from '../ipc/follow.ts'

/** A mirror of the topic `desktop`. */
export const useDesktop = create<DesktopView>()(() => unknownDesktop)

export function followDesktop(): () => void {
  const put = (view: DesktopView): void => useDesktop.setState(view)
  // The guests' mirror reports a dead connection.
  return follow('desktop', { onSnapshot: put, onChange: put, onError: () => {} })
}
