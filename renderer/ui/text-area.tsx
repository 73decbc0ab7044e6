import { type TextareaHTMLAttributes, useId } from 'react'
import css from './text-area.module.css'

export interface TextAreaProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id'> {
  readonly label: string
}

/** A labelled field for several lines. */
export function TextArea({ label, ...input }: TextAreaProps) {
  const id = useId()
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <textarea rows={3} {...input} id={id} className={css.input} />
    </div>
  )
}
