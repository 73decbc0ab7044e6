import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { DialogFooter } from '../../../ui/dialog.tsx'

interface AddFooterProps {
  readonly busy: boolean
  readonly ready: boolean
  readonly onBack: () => void
}

export function AddFooter({ busy, ready, onBack }: AddFooterProps) {
  const { t } = useTranslation()
  return (
    <DialogFooter>
      <Button disabled={busy} onClick={onBack}>
        {t('hardware.addBack')}
      </Button>
      <Button type="submit" look="primary" disabled={busy || !ready}>
        {t(busy ? 'hardware.addAdding' : 'hardware.addDisk')}
      </Button>
    </DialogFooter>
  )
}
