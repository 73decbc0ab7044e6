import { useTranslation } from 'react-i18next'
import { actionIcons } from '../../actions/action-icons.tsx'
import { isAllowed, type OfferedAction } from '../../actions/guest-commands.ts'
import { guestMenuItems } from '../../actions/guest-menu.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { SplitButton } from '../../ui/split-button.tsx'

export interface StopButtonProps {
  readonly guest: GuestView
  readonly disabled: boolean
  readonly send: (action: OfferedAction) => void
}

/**
 * Shuts the guest down, the way that loses nothing; what ends it whatever it does is in the menu
 * beside. Where it cannot be asked (it starts, saves, or does not answer) the hard way alone is left.
 */
export function StopButton({ guest, disabled, send }: StopButtonProps) {
  const { t } = useTranslation()
  const hard = guestMenuItems(guest, t, ['hard'], send).filter((item) => item.disabled !== true)
  if (isAllowed(guest, 'shutdown')) {
    return (
      <SplitButton
        icon={actionIcons.shutdown}
        disabled={disabled}
        onClick={() => send('shutdown')}
        items={hard}
        menuLabel={t('action.moreStops')}
      >
        {t('action.shutdown')}
      </SplitButton>
    )
  }
  const [first, ...others] = hard
  if (first === undefined) return null
  return (
    <SplitButton
      icon={first.icon}
      onClick={first.onSelect}
      items={others}
      menuLabel={t('action.moreStops')}
    >
      {first.label}
    </SplitButton>
  )
}
