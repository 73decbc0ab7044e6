import { useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import css from './describe.module.css'

export interface PinnedCheckProps {
  /** null where some are and some are not. */
  readonly value: boolean | null
  readonly onChange: (pinned: boolean) => void
}

export function PinnedCheck({ value, onChange }: PinnedCheckProps) {
  const { t } = useTranslation()
  const id = useId()
  const ref = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // There is no attribute for it.
    if (ref.current !== null) ref.current.indeterminate = value === null
  }, [value])
  return (
    <div className={css.pinned}>
      <input
        ref={ref}
        id={id}
        type="checkbox"
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <label htmlFor={id}>{t('describe.pinned')}</label>
    </div>
  )
}
