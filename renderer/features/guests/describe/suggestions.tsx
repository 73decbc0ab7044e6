import css from './describe.module.css'

/** Few enough to be read at a glance. */
const SHOWN = 8

export interface SuggestionsProps {
  readonly label: string
  readonly options: readonly string[]
  /** What was typed: only what begins with it or holds it is suggested. */
  readonly typed: string
  readonly onChoose: (option: string) => void
  readonly nameOf: (option: string) => string
}

/** What there is already, to be chosen instead of typed. */
export function Suggestions({ label, options, typed, onChoose, nameOf }: SuggestionsProps) {
  const text = typed.trim().toLocaleLowerCase()
  const fitting = options.filter(
    (option) => option !== typed.trim() && option.toLocaleLowerCase().includes(text),
  )
  if (fitting.length === 0) return null
  return (
    <div className={css.suggestions} role="group" aria-label={label}>
      {fitting.slice(0, SHOWN).map((option) => (
        <button
          key={option}
          type="button"
          className={css.suggestion}
          aria-label={nameOf(option)}
          onClick={() => onChoose(option)}
        >
          {option}
        </button>
      ))}
    </div>
  )
}
