import { useEffect } from 'react'
import { isModalOpen } from '../../ui/modal.ts'

/** What does something of its own with Enter. Radio buttons do not: arrow keys and Space choose. */
const TAKES_ENTER = 'button:not([role="radio"]), a, summary, select, textarea, [contenteditable]'

export interface WizardKeys {
  readonly onEnter: () => void
  readonly onEscape: (() => void) | undefined
}

/** Enter goes on and Escape goes back, wherever the focus is and unless something else takes them. */
export function useWizardKeys({ onEnter, onEscape }: WizardKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // A key that is held down does not rush through the pages.
      if (event.repeat || event.altKey || event.ctrlKey || event.metaKey || isModalOpen()) return
      const target = event.target instanceof Element ? event.target : null
      if (event.key === 'Escape') {
        if (!event.defaultPrevented) onEscape?.()
      } else if (event.key === 'Enter') {
        // Radix keeps radio buttons from being chosen by it.
        const taken = event.defaultPrevented && target?.getAttribute('role') !== 'radio'
        if (taken || target?.closest(TAKES_ENTER) != null) return
        event.preventDefault()
        onEnter()
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [onEnter, onEscape])
}
