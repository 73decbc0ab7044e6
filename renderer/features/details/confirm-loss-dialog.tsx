import { useTranslation } from 'react-i18next'
import { useGuest } from '../../stores/guests-store.ts'
import { closeDialog } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { perform } from '../../actions/guest-commands.ts'

export interface ConfirmProps {
  readonly id: string
  readonly action: 'power-off' | 'reset' | 'discard-saved'
}

const words = {
  'power-off': {
    title: 'confirm.powerOffTitle',
    text: 'confirm.powerOffText',
    confirm: 'confirm.powerOffConfirm',
  },
  reset: {
    title: 'confirm.resetTitle',
    text: 'confirm.resetText',
    confirm: 'confirm.resetConfirm',
  },
  'discard-saved': {
    title: 'confirm.discardTitle',
    text: 'confirm.discardText',
    confirm: 'confirm.discardConfirm',
  },
} as const

/** Asks before a guest loses what is in its memory. */
export default function ConfirmLossDialog({ id, action }: ConfirmProps) {
  const { t } = useTranslation()
  const guest = useGuest(id)
  if (guest === undefined) return null
  const confirm = () => {
    closeDialog()
    void perform(id, action)
  }
  return (
    <ConfirmDialog
      title={t(words[action].title, { name: guest.name })}
      description={t(words[action].text)}
      onClose={closeDialog}
      confirm={
        <Button look="danger" onClick={confirm}>
          {t(words[action].confirm)}
        </Button>
      }
    />
  )
}
