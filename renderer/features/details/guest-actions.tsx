import { Ellipsis } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { GuestAction, GuestView } from '../../../shared/domain/guest.ts'
import type { JobView } from '../../../shared/domain/jobs.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { actionIcons } from '../../actions/action-icons.tsx'
import { guestMenuItems } from '../../actions/guest-menu.ts'
import css from './guest-header.module.css'
import { JobCancel } from './job-cancel.tsx'
import { SaveButton } from './save-button.tsx'
import { startWord } from '../../actions/start-word.ts'
import { useRequest } from '../../actions/use-request.ts'

const buttons = ['start', 'resume', 'pause', 'save', 'shutdown'] as const
const primary: ReadonlySet<GuestAction> = new Set(['start', 'resume'])
export interface GuestActionsProps {
  readonly guest: GuestView
  /** What is under way, which can be cancelled. */
  readonly job: JobView | undefined
  /** Buttons that the page shows elsewhere. */
  readonly elsewhere: readonly GuestAction[]
}

/** What can be done with a guest now, as the engine tells it: buttons, and a menu for the rest. */
export function GuestActions({ guest, job, elsewhere }: GuestActionsProps) {
  const { t } = useTranslation()
  const { pending, send } = useRequest(guest.id)
  const disabled = pending !== null || guest.job !== null
  const allowed = (action: GuestAction) => guest.actions.includes(action)
  return (
    <div className={css.actions}>
      {job !== undefined && <JobCancel key={job.id} job={job} />}
      {buttons
        .filter((action) => allowed(action) && !elsewhere.includes(action))
        .map((action) =>
          action === 'save' ? (
            <SaveButton
              key={action}
              guest={guest}
              disabled={disabled}
              onSave={() => send(action)}
            />
          ) : (
            <Button
              key={action}
              look={primary.has(action) ? 'primary' : 'normal'}
              icon={actionIcons[action]}
              disabled={disabled}
              onClick={() => send(action)}
            >
              {t(action === 'start' ? startWord(guest) : `action.${action}`)}
            </Button>
          ),
        )}
      <Menu
        trigger={
          <IconButton label={t('action.more')}>
            <Ellipsis size={18} />
          </IconButton>
        }
        items={guestMenuItems(guest, t, 'rare', send)}
      />
    </div>
  )
}
