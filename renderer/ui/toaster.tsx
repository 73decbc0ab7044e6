import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Toaster as Sonner, toast } from 'sonner'
import type { WindowNotice } from '../../shared/domain/window-requests.ts'
import type { ErrorData } from '../../shared/domain/errors.ts'
import { errorText } from '../i18n/error-text.ts'
import { ErrorDetails } from './error-details.tsx'
import { IconButton } from './icon-button.tsx'
import css from './toaster.module.css'

export interface Failure {
  /** The same id replaces an older toast. */
  readonly id: string
  /** What it is about, e.g. the machine's name. */
  readonly about?: string
  readonly error: ErrorData
}

/** Where failures appear. */
export default function Toaster() {
  const { t } = useTranslation()
  return (
    <Sonner
      position="bottom-right"
      // Above the strip and the console's bar.
      offset={{ bottom: 84, right: 16 }}
      gap={8}
      visibleToasts={4}
      containerAriaLabel={t('app.notifications')}
    />
  )
}

/** Shows a failure until it is dismissed. */
export function showFailure(failure: Failure): void {
  toast.custom((id) => <FailureToast failure={failure} onDismiss={() => toast.dismiss(id)} />, {
    id: failure.id,
    duration: Number.POSITIVE_INFINITY,
    unstyled: true,
  })
}

export function hideFailure(id: string): void {
  toast.dismiss(id)
}

/** Shows a notice until it is dismissed. */
export function showNotice(notice: WindowNotice): void {
  toast.custom((id) => <NoticeToast notice={notice} onDismiss={() => toast.dismiss(id)} />, {
    id: notice,
    duration: Number.POSITIVE_INFINITY,
    unstyled: true,
  })
}

interface NoticeToastProps {
  readonly notice: WindowNotice
  readonly onDismiss: () => void
}

function NoticeToast({ notice, onDismiss }: NoticeToastProps) {
  const { t } = useTranslation()
  return (
    <div className={css.toast} data-kind="notice" role="status">
      <div className={css.text}>
        <p className={css.message}>{t(`windowNotice.${notice}.message`)}</p>
        <p>{t(`windowNotice.${notice}.next`)}</p>
      </div>
      <IconButton label={t('action.dismiss')} onClick={onDismiss}>
        <X size={16} />
      </IconButton>
    </div>
  )
}

interface FailureToastProps {
  readonly failure: Failure
  readonly onDismiss: () => void
}

function FailureToast({ failure, onDismiss }: FailureToastProps) {
  const { t } = useTranslation()
  const { message, next } = errorText(failure.error)
  return (
    <div className={css.toast} role="alert">
      <div className={css.text}>
        {failure.about !== undefined && <p className={css.about}>{failure.about}</p>}
        <p className={css.message}>{message}</p>
        <p>{next}</p>
        <ErrorDetails error={failure.error} />
      </div>
      <IconButton label={t('action.dismiss')} onClick={onDismiss}>
        <X size={16} />
      </IconButton>
    </div>
  )
}
