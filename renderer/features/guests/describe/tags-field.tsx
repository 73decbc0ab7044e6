import { Plus, X } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './describe.module.css'
import { LABEL_MAX, labelIssue, TAGS_MAX } from './description.ts'
import { Suggestions } from './suggestions.tsx'

export interface TagsFieldProps {
  /** Of all guests that the dialog is about. */
  readonly tags: readonly string[]
  /** Of some of them. */
  readonly someTags: readonly string[]
  readonly known: readonly string[]
  /** What is typed and not yet a tag is one when the dialog is sent. */
  readonly typed: string
  readonly onType: (text: string) => void
  readonly onChange: (tags: readonly string[], someTags: readonly string[]) => void
}

/** Tags as chips, and a field for one more. Enter and a comma add it, Backspace takes the last. */
export function TagsField({ tags, someTags, known, typed, onType, onChange }: TagsFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [full, setFull] = useState(false)
  const issue = labelIssue(typed)

  const add = (tag: string): void => {
    const label = tag.trim()
    if (label === '' || labelIssue(label) !== undefined) return
    const isFull = tags.length >= TAGS_MAX && !tags.includes(label)
    setFull(isFull)
    if (isFull) return
    onType('')
    onChange(
      [...tags.filter((other) => other !== label), label],
      someTags.filter((other) => other !== label),
    )
    input.current?.focus()
  }
  const remove = (tag: string): void => {
    setFull(false)
    onChange(
      tags.filter((other) => other !== tag),
      someTags.filter((other) => other !== tag),
    )
    input.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = tags.at(-1)
    if ((event.key === 'Enter' && typed.trim() !== '') || event.key === ',') {
      event.preventDefault()
      add(typed)
    } else if (event.key === 'Backspace' && typed === '' && last !== undefined) {
      event.preventDefault()
      remove(last)
    }
  }
  const error =
    issue !== undefined
      ? t(issue, { max: LABEL_MAX })
      : full
        ? t('describe.tagsFull', { max: TAGS_MAX })
        : undefined
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {t('describe.tags')}
      </label>
      <div className={css.box} data-invalid={error !== undefined}>
        {tags.map((tag) => (
          <span key={tag} className={css.chip}>
            <span className={css.chipText}>{tag}</span>
            <Remove tag={tag} onRemove={remove} />
          </span>
        ))}
        {someTags.map((tag) => (
          <span key={tag} className={css.chip} data-some="true">
            <button
              type="button"
              className={css.chipButton}
              aria-label={t('describe.tagOfSome', { tag })}
              title={t('describe.tagOfSome', { tag })}
              onClick={() => add(tag)}
            >
              <Plus size={12} />
            </button>
            <span className={css.chipText}>{tag}</span>
            <span className={css.some}>{t('describe.someOnly')}</span>
            <Remove tag={tag} onRemove={remove} />
          </span>
        ))}
        <input
          ref={input}
          id={id}
          className={css.input}
          value={typed}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-below`}
          onChange={(event) => onType(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <p
        id={`${id}-below`}
        className={error === undefined ? css.hint : css.error}
        role={error === undefined ? undefined : 'alert'}
      >
        {error ?? t('describe.tagsHint')}
      </p>
      <Suggestions
        label={t('describe.tagsHas')}
        options={known.filter((tag) => !tags.includes(tag) && !someTags.includes(tag))}
        typed={typed}
        onChoose={add}
        nameOf={(tag) => t('describe.addTag', { tag })}
      />
    </div>
  )
}

interface RemoveProps {
  readonly tag: string
  readonly onRemove: (tag: string) => void
}

function Remove({ tag, onRemove }: RemoveProps) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      className={css.chipButton}
      aria-label={t('describe.removeTag', { tag })}
      onClick={() => onRemove(tag)}
    >
      <X size={12} />
    </button>
  )
}
