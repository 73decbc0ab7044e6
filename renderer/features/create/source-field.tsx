import { type ClipboardEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { droppedPath, pathFromText } from './dropped-path.ts'
import { PathField } from './path-field.tsx'
import css from './source.module.css'
import type { SourceState } from './use-source.ts'

/** Where a file to make the machine of is dropped, chosen, pasted or typed. */
export function SourceField({ source }: { readonly source: SourceState }) {
  const { t } = useTranslation()
  const { looking, error, look } = source
  const [typed, setTyped] = useState('')
  const take = (path: string) => {
    setTyped(path)
    void look(path)
  }
  const onPaste = (event: ClipboardEvent) => {
    const data = event.clipboardData
    const path = droppedPath(data) ?? pathFromText(data.getData('text/plain'))
    if (path === null) return
    event.preventDefault()
    take(path)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    // It is about the file, not about the whole form.
    event.preventDefault()
    const path = pathFromText(typed)
    if (path !== null) take(path)
  }
  return (
    <div className={css.field} onPaste={onPaste} onKeyDown={onKeyDown}>
      <PathField
        label={t('create.source')}
        hint={looking === null ? t('create.sourceHint') : t('create.looking')}
        kind="any"
        value={typed}
        onChange={setTyped}
        onChosen={take}
      />
      {error !== null && (
        <div role="alert">
          <ErrorNotice error={error} />
        </div>
      )}
    </div>
  )
}
