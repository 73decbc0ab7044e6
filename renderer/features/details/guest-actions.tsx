import { AppWindow, Ellipsis } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { actionIcons } from '../../actions/action-icons.tsx'
import { guestMenuItems } from '../../actions/guest-menu.ts'
import { openOwnWindow } from '../../actions/own-window.ts'
import { startWord } from '../../actions/start-word.ts'
import { useRequest } from '../../actions/use-request.ts'
import type { GuestAction, GuestView } from '../../../shared/domain/guest.ts'
import type { JobView } from '../../../shared/domain/jobs.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { MenuItem } from '../../ui/menu-items.tsx'
import css from './guest-header.module.css'
import { JobCancel } from './job-cancel.tsx'
import { SaveButton } from './save-button.tsx'
import { StopButton } from './stop-button.tsx'

export interface GuestActionsProps {
  readonly guest: GuestView
  /** What is under way, which can be cancelled. */
  readonly job: JobView | undefined
  /** Buttons that the page shows elsewhere. */
  readonly elsewhere: readonly GuestAction[]
  /** They are in the guest's own window. */
  readonly ownWindow: boolean
}

/**
 * What can be done with a guest now, as the engine tells it: the way on, pausing, the safe ways to
 * stop with the hard ones behind them, and a menu for what is not about running.
 */
export function GuestActions({ guest, job, elsewhere, ownWindow }: GuestActionsProps) {
  const { t } = useTranslation()
  const { pending, send } = useRequest(guest.id)
  const disabled = pending !== null || guest.job !== null
  const shows = (action: GuestAction) =>
    guest.actions.includes(action) && !elsewhere.includes(action)
  const toOwnWindow: MenuItem = {
    key: 'own-window',
    label: t('action.ownWindow'),
    icon: <AppWindow size={16} />,
    disabled: guest.config === null || guest.config.display === 'none',
    onSelect: () => openOwnWindow(guest.id),
  }
  return (
    <div className={css.actions}>
      {job !== undefined && <JobCancel key={job.id} job={job} />}
      {(['start', 'resume'] as const).filter(shows).map((action) => (
        <Button
          key={action}
          look="primary"
          icon={actionIcons[action]}
          disabled={disabled}
          onClick={() => send(action)}
        >
          {t(action === 'start' ? startWord(guest) : `action.${action}`)}
        </Button>
      ))}
      {shows('pause') && (
        <IconButton
          label={t('action.pause')}
          look="normal"
          disabled={disabled}
          onClick={() => send('pause')}
        >
          {actionIcons.pause}
        </IconButton>
      )}
      {shows('save') && (
        <SaveButton guest={guest} disabled={disabled} onSave={() => send('save')} />
      )}
      <StopButton guest={guest} disabled={disabled} send={send} />
      <Menu
        trigger={
          <IconButton label={t('action.more')}>
            <Ellipsis size={18} />
          </IconButton>
        }
        items={[...(ownWindow ? [] : [toOwnWindow]), ...guestMenuItems(guest, t, ['rest'], send)]}
      />
    </div>
  )
}
