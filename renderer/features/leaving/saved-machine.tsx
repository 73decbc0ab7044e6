import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import { errorText } from '../../i18n/error-text.ts'
import { formatMiB } from '../../i18n/format.ts'
import { useGuest } from '../../stores/guests-store.ts'
import { StateIcon } from '../../ui/state-icon.tsx'
import css from './resume-saved-dialog.module.css'

interface OfferedProps {
  readonly id: string
  readonly chosen: boolean
  readonly onChoose: (chosen: boolean) => void
}

/** A machine that may go on, with the memory that it takes then. */
export function OfferedMachine({ id, chosen, onChoose }: OfferedProps) {
  const box = useId()
  const guest = useGuest(id)
  if (guest === undefined) return null
  return (
    <li className={css.row}>
      <input
        id={box}
        type="checkbox"
        className={css.box}
        checked={chosen}
        onChange={(event) => onChoose(event.currentTarget.checked)}
      />
      <label htmlFor={box} className={css.name} title={guest.name}>
        {guest.name}
      </label>
      {guest.config !== null && (
        <span className={css.memory}>{formatMiB(guest.config.memoryMiB)}</span>
      )}
    </li>
  )
}

/** A machine that is being resumed, or could not be. */
export function ResumedMachine({
  id,
  error,
}: {
  readonly id: string
  readonly error: ErrorData | null
}) {
  const { t } = useTranslation()
  const guest = useGuest(id)
  if (guest === undefined) return null
  const said = error === null ? null : errorText(error)
  return (
    <li className={css.row}>
      <StateIcon state={guest.state} />
      <span className={css.name} title={guest.name}>
        {guest.name}
      </span>
      <span className={css.memory}>{t(`state.${guest.state}`)}</span>
      {said !== null && (
        <p className={css.error}>
          {said.message} {said.next}
        </p>
      )}
    </li>
  )
}
