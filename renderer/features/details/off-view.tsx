import { CircleAlert, Play, TriangleAlert } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { useThumbnail } from '../../stores/pictures/use-thumbnail.ts'
import { errorText } from '../../i18n/error-text.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorDetails } from '../../ui/error-details.tsx'
import { StateIcon } from '../../ui/state-icon.tsx'
import css from './off-view.module.css'
import { startWord } from '../../actions/start-word.ts'
import { useRequest } from '../../actions/use-request.ts'

/** ms. The picture of a guest that is off does not change; it is asked for when its state does. */
const PICTURE_EVERY_MS = 60_000

export interface OffViewProps {
  readonly guest: GuestView
  /** Leads to the log; left out where there is none to see. */
  readonly onShowLog?: (() => void) | undefined
}

/** In place of the screen of a guest that has none now: its last picture, why, and the way on. */
export function OffView({ guest, onShowLog }: OffViewProps) {
  const { t } = useTranslation()
  const view = useRef<HTMLDivElement>(null)
  const picture = useThumbnail(view, guest, PICTURE_EVERY_MS)
  const { pending, send } = useRequest(guest.id)
  const start = guest.actions.includes('start') && (
    <Button
      look="primary"
      size="large"
      icon={<Play size={18} fill="currentColor" />}
      disabled={pending !== null || guest.job !== null}
      onClick={() => send('start')}
    >
      {t(startWord(guest))}
    </Button>
  )
  const reason = offReason(guest)
  return (
    <div
      ref={view}
      className={css.view}
      data-plain={guest.error !== null && picture === null}
      data-testid="guest-off"
    >
      {picture !== null && (
        <img className={css.picture} src={picture} alt={t('page.lastPicture')} />
      )}
      {guest.error !== null ? (
        <Failure guest={guest} error={guest.error} onShowLog={onShowLog}>
          {start}
        </Failure>
      ) : (
        <div className={css.way} data-over={picture !== null}>
          {start !== false ? (
            start
          ) : (
            <p className={css.state}>
              <StateIcon state={guest.state} /> {t(`state.${guest.state}`)}
            </p>
          )}
          {reason !== null && <p className={css.text}>{t(reason)}</p>}
        </div>
      )}
    </div>
  )
}

function offReason({ state, config }: GuestView) {
  if (state === 'saved') return 'page.saved'
  if (state !== 'stopped') return null
  return config?.template === true ? 'page.template' : 'page.off'
}

interface FailureProps {
  readonly guest: GuestView
  readonly error: ErrorData
  readonly onShowLog: (() => void) | undefined
  /** The way on; false where there is none. */
  readonly children: ReactNode
}

function Failure({ guest, error, onShowLog, children }: FailureProps) {
  const { t } = useTranslation()
  const { message, next } = errorText(error)
  const Icon = guest.state === 'crashed' ? TriangleAlert : CircleAlert
  const title =
    guest.state === 'crashed'
      ? t('page.crashedTitle')
      : guest.state === 'broken'
        ? t('page.brokenTitle')
        : t('page.failedTitle')
  return (
    <section className={css.failure} aria-label={title} data-testid="guest-failure">
      <Icon size={28} className={css.icon} aria-hidden="true" />
      <h2 className={css.title}>{title}</h2>
      <p className="selectable">{message}</p>
      <p className="selectable">{next}</p>
      <div className={css.buttons}>
        {children}
        {onShowLog !== undefined && (
          <Button size={children === false ? 'medium' : 'large'} onClick={onShowLog}>
            {t('action.showLog')}
          </Button>
        )}
      </div>
      <ErrorDetails error={error} open={guest.state === 'broken'} />
    </section>
  )
}
