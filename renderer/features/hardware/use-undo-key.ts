import { useEffect } from 'react'
import { undoLast } from './configure.ts'
import { isDirty } from './draft/draft.ts'
import { useHardware } from './hardware-store.ts'

/** Fields undo their own typing, and what is behind a dialog is not what a person means in it. */
const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && target.type !== 'checkbox') ||
  (target instanceof Element && target.closest('[role=dialog], [role=alertdialog]') !== null)

/** Ctrl+Z takes back what was applied last, while nothing else is being changed. */
export function useUndoKey(id: string): void {
  useEffect(() => {
    const take = (event: KeyboardEvent): void => {
      const plain = event.ctrlKey && !event.altKey && !event.shiftKey && !event.metaKey
      if (!plain || event.key !== 'z' || event.defaultPrevented || isElsewhere(event.target)) return
      const sheet = useHardware.getState().byId[id]
      if (sheet === undefined || sheet.applied.length === 0 || isDirty(sheet.draft)) return
      event.preventDefault()
      void undoLast(id)
    }
    window.addEventListener('keydown', take)
    return () => window.removeEventListener('keydown', take)
  }, [id])
}
