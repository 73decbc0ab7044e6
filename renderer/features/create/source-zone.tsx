import { type DragEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { droppedPath } from './dropped-path.ts'
import css from './source.module.css'

export interface SourceZoneProps {
  readonly onPath: (path: string) => void
  readonly children: ReactNode
}

/** All of the dialog takes a file that is dropped on it, and says so while one is over it. */
export function SourceZone({ onPath, children }: SourceZoneProps) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const take = (event: DragEvent) => {
    // Else the window would open the file in place of the app.
    event.preventDefault()
    setOver(false)
    const path = droppedPath(event.dataTransfer)
    if (path !== null) onPath(path)
  }
  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    setOver(true)
  }
  const onDragLeave = (event: DragEvent) => {
    const to = event.relatedTarget
    if (!(to instanceof Node) || !event.currentTarget.contains(to)) setOver(false)
  }
  return (
    <div
      className={css.zone}
      data-testid="source-zone"
      onDragEnter={onDragOver}
      onDragOver={onDragOver}
      onDragLeave={onDragLeave}
      onDrop={take}
    >
      {children}
      {over && (
        <div className={css.over} aria-hidden="true">
          {t('create.dropHere')}
        </div>
      )}
    </div>
  )
}
