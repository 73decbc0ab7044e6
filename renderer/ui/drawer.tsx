import { Dialog } from 'radix-ui'
import type { ReactNode } from 'react'
import css from './drawer.module.css'
import { useFocusReturn } from './focus-return.ts'

export interface DrawerProps {
  /** Its accessible name. */
  readonly label: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A toast lies above the drawer, not beside it. */
function ignoreToasts(event: Event): void {
  const { target } = event
  if (target instanceof Element && target.closest('[data-sonner-toaster]') !== null) {
    event.preventDefault()
  }
}

/** A panel over the left edge of the window. Escape and a click beside it close it. */
export default function Drawer({ label, onClose, children }: DrawerProps) {
  const returnFocus = useFocusReturn()
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={css.overlay} />
        <Dialog.Content
          className={css.drawer}
          aria-describedby={undefined}
          onPointerDownOutside={ignoreToasts}
          onCloseAutoFocus={returnFocus}
        >
          <Dialog.Title className="visually-hidden">{label}</Dialog.Title>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
