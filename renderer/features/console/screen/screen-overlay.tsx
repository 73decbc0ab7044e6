import { CircleAlert, Play, Unplug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import { useRequest } from '../../../actions/use-request.ts'
import { errorText } from '../../../i18n/error-text.ts'
import { Button } from '../../../ui/button.tsx'
import overlay from '../connection-overlay.module.css'
import css from './vnc-screen.module.css'
import type { ScreenState } from './screen-link.ts'

export interface ScreenOverlayProps {
  readonly guest: GuestView
  readonly screen: ScreenState
  readonly onReconnect: () => void
}

/** Over a screen that cannot be used now: what is the matter, and the way on. */
export function ScreenOverlay({ guest, screen, onReconnect }: ScreenOverlayProps) {
  const { t } = useTranslation()
  if (screen.connection === 'connected') return <Paused guest={guest} />
  if (screen.connection === 'connecting') {
    return (
      <div className={overlay.overlay} role="status">
        <p>{t('console.connecting')}</p>
      </div>
    )
  }
  const { error, reason, hostile } = screen
  const text = error === null ? null : errorText(error)
  const detail = reason ?? error?.cause ?? null
  const Icon = hostile ? CircleAlert : Unplug
  return (
    <div className={overlay.overlay} role="status">
      <Icon size={24} aria-hidden="true" />
      <p className={overlay.title}>
        {text?.message ?? t(hostile ? 'console.hostile' : 'console.lost')}
      </p>
      <p className={overlay.quiet}>
        {text?.next ?? t(hostile ? 'console.hostileNext' : 'console.lostNext')}
      </p>
      {detail !== null && <p className={`mono selectable ${overlay.quiet}`}>{detail}</p>}
      <Button className={overlay.button} onClick={onReconnect}>
        {t(hostile ? 'action.reconnect' : 'console.connectNow')}
      </Button>
    </div>
  )
}

/** The picture of a guest that is paused, with what goes on. */
function Paused({ guest }: { readonly guest: GuestView }) {
  const { t } = useTranslation()
  const { pending, send } = useRequest(guest.id)
  if (guest.state !== 'paused') return null
  return (
    <div className={css.paused}>
      <p>{t('console.paused')}</p>
      <Button
        look="primary"
        size="large"
        icon={<Play size={18} fill="currentColor" />}
        disabled={pending !== null || guest.job !== null || !guest.actions.includes('resume')}
        onClick={() => send('resume')}
      >
        {t('action.resume')}
      </Button>
    </div>
  )
}
