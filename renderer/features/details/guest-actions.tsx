import { Ellipsis, Pause, Pencil, Play, Power, PowerOff, RotateCcw, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestAction, GuestView } from '../../../shared/domain/guest.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { OfferedAction } from './commands.ts'
import css from './guest-header.module.css'
import { useRequest } from './use-request.ts'

const icons: Record<OfferedAction, ReactNode> = {
  start: <Play size={16} fill="currentColor" />,
  resume: <Play size={16} fill="currentColor" />,
  pause: <Pause size={16} fill="currentColor" />,
  shutdown: <Power size={16} />,
  'power-off': <PowerOff size={16} />,
  reset: <RotateCcw size={16} />,
  rename: <Pencil size={16} />,
  delete: <Trash2 size={16} />,
}

const buttons = ['start', 'resume', 'pause', 'shutdown'] as const
const primary: ReadonlySet<GuestAction> = new Set(['start', 'resume'])
const menu = ['power-off', 'reset', 'rename', 'delete'] as const

export interface GuestActionsProps {
  readonly guest: GuestView
  /** Buttons that the page shows elsewhere. */
  readonly elsewhere: readonly GuestAction[]
}

/** What can be done with a guest now, as the engine tells it: buttons, and a menu for the rest. */
export function GuestActions({ guest, elsewhere }: GuestActionsProps) {
  const { t } = useTranslation()
  const { pending, send } = useRequest(guest.id)
  const allowed = (action: GuestAction) => guest.actions.includes(action)
  return (
    <div className={css.actions}>
      {buttons
        .filter((action) => allowed(action) && !elsewhere.includes(action))
        .map((action) => (
          <Button
            key={action}
            look={primary.has(action) ? 'primary' : 'normal'}
            icon={icons[action]}
            disabled={pending !== null}
            onClick={() => send(action)}
          >
            {t(`action.${action}`)}
          </Button>
        ))}
      <Menu
        trigger={
          <IconButton label={t('action.more')}>
            <Ellipsis size={18} />
          </IconButton>
        }
        items={menu.map((action) => ({
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
