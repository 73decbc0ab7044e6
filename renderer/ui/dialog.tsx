import { X } from 'lucide-react'
import { AlertDialog as RadixAlert, Dialog as RadixDialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import css from './dialog.module.css'
import { useFocusReturn } from './focus-return.ts'
import { IconButton } from './icon-button.tsx'
import { modalMark } from './modal.ts'

export interface DialogProps {
  readonly title: string
  readonly description?: string
  readonly width?: 'narrow' | 'wide'
  readonly onClose: () => void
  readonly children: ReactNode
}

/** The field that a dialog is about, marked with data-first-focus, before its close button. */
function focusFirst(event: Event): void {
  const dialog = event.target instanceof HTMLElement ? event.target : null
  const field = dialog?.querySelector<HTMLElement>('[data-first-focus]')
  if (field === null || field === undefined) return
  event.preventDefault()
  field.focus()
}

/** A modal dialog that is open as long as it is rendered. Escape and the cross close it. */
export function Dialog({ title, description, width = 'narrow', onClose, children }: DialogProps) {
  const { t } = useTranslation()
  const returnFocus = useFocusReturn()
  return (
    <RadixDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={css.overlay} />
        <RadixDialog.Content
          className={classNames(css.dialog, css[width])}
          {...modalMark}
          onOpenAutoFocus={focusFirst}
          onCloseAutoFocus={returnFocus}
          // What was typed is not lost to a stray click beside the dialog.
          onPointerDownOutside={(event) => event.preventDefault()}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <header className={css.header}>
            <div>
              <RadixDialog.Title className={css.title}>{title}</RadixDialog.Title>
              {description !== undefined && (
                <RadixDialog.Description className={css.description}>
                  {description}
                </RadixDialog.Description>
              )}
            </div>
            <IconButton label={t('action.close')} onClick={onClose}>
              <X size={16} />
            </IconButton>
          </header>
          {children}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  )
}

export interface ConfirmDialogProps {
  readonly title: string
  readonly description: string
  readonly onClose: () => void
  readonly children?: ReactNode
  /** The button that does it. */
  readonly confirm: ReactNode
}

/** Asks before something is lost. The safe choice comes first and has the focus. */
export function ConfirmDialog({
  title,
  description,
  onClose,
  children,
  confirm,
}: ConfirmDialogProps) {
  const { t } = useTranslation()
  const returnFocus = useFocusReturn()
  return (
    <RadixAlert.Root open onOpenChange={(open) => !open && onClose()}>
      <RadixAlert.Portal>
        <RadixAlert.Overlay className={css.overlay} />
        <RadixAlert.Content
          {...modalMark}
          className={classNames(css.dialog, css.narrow)}
          onCloseAutoFocus={returnFocus}
        >
          <header className={css.header}>
            <div>
              <RadixAlert.Title className={css.title}>{title}</RadixAlert.Title>
              <RadixAlert.Description className={css.description}>
                {description}
              </RadixAlert.Description>
            </div>
          </header>
          {children !== undefined && <div className={css.body}>{children}</div>}
          <footer className={css.footer}>
            <RadixAlert.Cancel asChild>
              <Button>{t('action.cancel')}</Button>
            </RadixAlert.Cancel>
            {confirm}
          </footer>
        </RadixAlert.Content>
      </RadixAlert.Portal>
    </RadixAlert.Root>
  )
}

export const DialogBody = ({ children }: { readonly children: ReactNode }) => (
  <div className={css.body}>{children}</div>
)

export const DialogFooter = ({ children }: { readonly children: ReactNode }) => (
  <footer className={css.footer}>{children}</footer>
)
