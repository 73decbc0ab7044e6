import { ArrowDown, ArrowUp, CaseSensitive, Regex, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../ui/icon-button.tsx'
import css from './search-bar.module.css'
import type { TerminalHandle } from './terminal.ts'

export interface SearchBarProps {
  readonly handle: TerminalHandle
  readonly onClose: () => void
}

interface Found {
  readonly index: number
  readonly count: number
}

const nothing: Found = { index: -1, count: 0 }

interface Query {
  readonly term: string
  readonly caseSensitive: boolean
  readonly regex: boolean
}

/** Whether it is to be an expression and is none. */
function isInvalid({ term, regex }: Query): boolean {
  if (!regex) return false
  try {
    return !(RegExp(term) instanceof RegExp)
  } catch {
    return true
  }
}

/** Finds text in what the terminal holds, from the newest line upwards. */
export function SearchBar({ handle, onClose }: SearchBarProps) {
  const { t } = useTranslation()
  const { search } = handle
  const input = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState<Query>({ term: '', caseSensitive: false, regex: false })
  const [found, setFound] = useState<Found>(nothing)
  const { term, caseSensitive, regex } = query
  const invalid = isInvalid(query)

  useEffect(() => input.current?.focus(), [])
  useEffect(() => {
    const listener = search.onDidChangeResults(({ resultIndex, resultCount }) =>
      setFound({ index: resultIndex, count: resultCount }),
    )
    return () => listener.dispose()
  }, [search])

  const find = (wanted: Query, direction: 'older' | 'newer'): void => {
    if (wanted.term === '' || isInvalid(wanted)) return
    const { element } = handle.terminal
    const style = element === undefined ? null : getComputedStyle(element)
    const colour = (name: string): string => style?.getPropertyValue(name).trim() ?? ''
    const options = {
      caseSensitive: wanted.caseSensitive,
      regex: wanted.regex,
      decorations: {
        matchBackground: colour('--terminal-match'),
        matchOverviewRuler: colour('--terminal-accent'),
        activeMatchBackground: colour('--terminal-accent'),
        activeMatchColorOverviewRuler: colour('--terminal-accent'),
      },
    }
    if (direction === 'older') search.findPrevious(wanted.term, options)
    else search.findNext(wanted.term, options)
  }
  const change = (part: Partial<Query>): void => {
    const changed = { ...query, ...part }
    setQuery(changed)
    setFound(nothing)
    // Else the addon (0.16) marks and counts as before where only the options are others.
    search.clearDecorations()
    find(changed, 'older')
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose()
    else if (event.key === 'Enter') find(query, event.shiftKey ? 'newer' : 'older')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const result = (): string => {
    if (invalid) return t('serial.findInvalid')
    if (term === '') return ''
    if (found.count === 0) return t('serial.findNone')
    if (found.index < 0) return t('serial.findMany', { count: found.count })
    // Counted from the newest, as it is searched.
    return t('serial.findAt', { index: found.count - found.index, count: found.count })
  }
  return (
    <search className={css.bar} aria-label={t('serial.find')}>
      <input
        ref={input}
        className={css.input}
        type="text"
        value={term}
        aria-label={t('serial.find')}
        aria-invalid={invalid}
        placeholder={t('serial.find')}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => change({ term: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      <output className={css.result} data-invalid={invalid}>
        {result()}
      </output>
      <IconButton
        label={t('serial.findCase')}
        aria-pressed={caseSensitive}
        className={css.toggle}
        onClick={() => change({ caseSensitive: !caseSensitive })}
      >
        <CaseSensitive size={18} />
      </IconButton>
      <IconButton
        label={t('serial.findRegex')}
        aria-pressed={regex}
        className={css.toggle}
        onClick={() => change({ regex: !regex })}
      >
        <Regex size={16} />
      </IconButton>
      <IconButton label={t('serial.findOlder')} onClick={() => find(query, 'older')}>
        <ArrowUp size={16} />
      </IconButton>
      <IconButton label={t('serial.findNewer')} onClick={() => find(query, 'newer')}>
        <ArrowDown size={16} />
      </IconButton>
      <IconButton label={t('serial.findClose')} onClick={onClose}>
        <X size={16} />
      </IconButton>
    </search>
  )
}
