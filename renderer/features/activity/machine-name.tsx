import { useTranslation } from 'react-i18next'
import { useGuest } from '../../stores/guests-store.ts'
import { showGuest } from '../../stores/view-store.ts'
import css from './machine-name.module.css'

export interface MachineNameProps {
  /** null where it is about no machine. */
  readonly id: string | null
  /** As it was called then, for a machine that is no more, or is yet to be. */
  readonly name?: string
}

/** What something is about: leads to the machine while there is one. */
export function MachineName({ id, name }: MachineNameProps) {
  const { t } = useTranslation()
  const guest = useGuest(id ?? '')
  if (guest === undefined) {
    return <span className={css.gone}>{name || t('activity.computer')}</span>
  }
  return (
    <button
      type="button"
      className={css.link}
      aria-label={t('activity.openMachine', { name: guest.name })}
      title={guest.name}
      onClick={() => showGuest(guest.id)}
    >
      {guest.name}
    </button>
  )
}
