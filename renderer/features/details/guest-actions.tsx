import {
  Ellipsis,
  Eraser,
  Pause,
  Pencil,
  Play,
  Power,
  PowerOff,
  RotateCcw,
  Save,
  Trash2,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestAction, GuestView } from '../../../shared/domain/guest.ts'
import type { JobView } from '../../../shared/domain/jobs.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { OfferedAction } from './commands.ts'
import css from './guest-header.module.css'
import { JobCancel } from './job-cancel.tsx'
import { SaveButton } from './save-button.tsx'
import { startWord } from './start-word.ts'
import { useRequest } from './use-request.ts'

const icons: Record<OfferedAction, ReactNode> = {
  start: <Play size={16} fill="currentColor" />,
  resume: <Play size={16} fill="currentColor" />,
  pause: <Pause size={16} fill="currentColor" />,
  shutdown: <Power size={16} />,
  save: <Save size={16} />,
  'power-off': <PowerOff size={16} />,
  reset: <RotateCcw size={16} />,
  'discard-saved': <Eraser size={16} />,
  rename: <Pencil size={16} />,
  delete: <Trash2 size={16} />,
}

const buttons = ['start', 'resume', 'pause', 'save', 'shutdown'] as const
const primary: ReadonlySet<GuestAction> = new Set(['start', 'resume'])
const menu = ['power-off', 'reset', 'discard-saved', 'rename', 'delete'] as const

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
  const shown = (action: GuestAction) => action !== 'discard-saved' || allowed(action)
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
              icon={icons[action]}
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
        items={menu.filter(shown).map((action) => ({
          key: action,
          label: `${t(`action.${action}`)}…`,
          icon: icons[action],
          disabled: !allowed(action),
          danger: action === 'delete',
          divided: action === 'rename' || action === 'delete',
          onSelect: () => send(action),
        }))}
      />
    </div>
  )
}
