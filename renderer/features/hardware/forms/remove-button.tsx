import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { Button } from '../../../ui/button.tsx'
import { useForm } from '../form-context.ts'

/** Takes the device out of the draft. */
export function RemoveButton({
  name,
  remove,
}: {
  readonly name: string
  readonly remove: (config: GuestConfig) => GuestConfig
}) {
  const { t } = useTranslation()
  const { edit, choose } = useForm()
  return (
    <Button
      look="quiet"
      icon={<Trash2 size={16} />}
      aria-label={t('hardware.removeOf', { name })}
      onClick={() => {
        edit(remove)
        choose('system')
      }}
    >
      {t('hardware.remove')}
    </Button>
  )
}
