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

function isExpression(term: string): boolean {
  try {
    return RegExp(term) instanceof RegExp
  } catch {
    return false
  }
}

/** Finds text in what the terminal holds, from the newest line upwards. */
export function SearchBar({ handle, onClose }: SearchBarProps) {
  const { t } = useTranslation()
  const { search } = handle
  const input = useRef<HTMLInputElement>(null)
  const [term, setTerm] = useState('')
  const [caseSensitive, setCaseSensitive] = useState(false)
  const [regex, setRegex] = useState(false)
  const [found, setFound] = useState<Found>({ index: -1, count: 0 })
  const invalid = regex && !isExpression(term)

  useEffect(() => input.current?.focus(), [])
  useEffect(() => {
    const listener = search.onDidChangeResults(({ resultIndex, resultCount }) =>
      setFound({ index: resultIndex, count: resultCount }),
    )
    return () => listener.dispose()
  }, [search])

  const find = (direction: 'older' | 'newer'): void => {
    if (invalid) return
    const colour = (name: string): string => {
      const { element } = handle.terminal
      return element === undefined ? '' : getComputedStyle(element).getPropertyValue(name).trim()
    }
    const options = {
      caseSensitive,
      regex,
      decorations: {
        matchBackground: colour('--terminal-match'),
        matchOverviewRuler: colour('--primary'),
        activeMatchBackground: colour('--primary'),
        activeMatchColorOverviewRuler: colour('--primary'),
      },
    }
    if (direction === 'older') search.findPrevious(term, options)
    else search.findNext(term, options)
  }
  useEffect(() => {
    // Else the addon (0.16) marks and counts as before where only the options are others.
    search.clearDecorations()
    setFound({ index: -1, count: 0 })
    if (term !== '') find('older')
    // The search begins anew with what it is for, and nothing else.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [term, caseSensitive, regex])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose()
    else if (event.key === 'Enter') find(event.shiftKey ? 'newer' : 'older')
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
        onChange={(event) => setTerm(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <output className={css.result} data-invalid={invalid}>
        {result()}
      </output>
      <IconButton
        label={t('serial.findCase')}
        aria-pressed={caseSensitive}
        className={css.toggle}
        onClick={() => setCaseSensitive(!caseSensitive)}
      >
        <CaseSensitive size={18} />
      </IconButton>
      <IconButton
        label={t('serial.findRegex')}
        aria-pressed={regex}
        className={css.toggle}
        onClick={() => setRegex(!regex)}
      >
        <Regex size={16} />
      </IconButton>
      <IconButton label={t('serial.findOlder')} onClick={() => find('older')}>
        <ArrowUp size={16} />
      </IconButton>
      <IconButton label={t('serial.findNewer')} onClick={() => find('newer')}>
        <ArrowDown size={16} />
      </IconButton>
      <IconButton label={t('serial.findClose')} onClick={onClose}>
        <X size={16} />
      </IconButton>
    </search>
  )
}
