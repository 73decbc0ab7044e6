import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import css from './describe.module.css'
import { NOTES_MAX } from './description.ts'

export interface NotesFieldProps {
  readonly value: string
  readonly onChange: (notes: string) => void
}

export function NotesField({ value, onChange }: NotesFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const tooLong = value.length > NOTES_MAX
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {t('describe.notes')}
      </label>
      <textarea
        id={id}
        className={css.notes}
        value={value}
        rows={4}
        aria-invalid={tooLong}
        {...(tooLong ? { 'aria-describedby': `${id}-below` } : {})}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {tooLong && (
        <p id={`${id}-below`} className={css.error}>
          {t('describe.notesLong', { max: NOTES_MAX })}
        </p>
      )}
    </div>
  )
}
