import { LoaderCircle, Unplug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { errorText } from '../../i18n/error-text.ts'
import { Button } from '../../ui/button.tsx'
import css from './connection-overlay.module.css'
import type { Connection } from './connection.ts'

export interface ConnectionOverlayProps {
  readonly connection: Connection
  readonly connectingText: string
  readonly endedText: string
  readonly onReconnect: () => void
}

/** Over a console that shows nothing yet or no more: what is the matter, and the way back. */
export function ConnectionOverlay({
  connection,
  connectingText,
  endedText,
  onReconnect,
}: ConnectionOverlayProps) {
  const { t } = useTranslation()
  if (connection.state === 'connected') return null
  if (connection.state === 'connecting') {
    return (
      <div className={css.overlay} role="status">
        <LoaderCircle className={css.turning} size={20} aria-hidden="true" />
        <p>{connectingText}</p>
      </div>
    )
  }
  const { error, reason } = connection
  const detail = reason ?? error?.cause ?? null
  const text = error === null ? null : errorText(error)
  return (
    <div className={css.overlay} role="status">
      <Unplug size={24} aria-hidden="true" />
      <p className={css.title}>{text?.message ?? endedText}</p>
      <p className={css.quiet}>{text?.next ?? t('console.endedNext')}</p>
      {detail !== null && <p className={`mono selectable ${css.quiet}`}>{detail}</p>}
      <Button className={css.button} onClick={onReconnect}>
        {t('action.reconnect')}
      </Button>
    </div>
  )
}
