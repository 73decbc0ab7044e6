import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import css from './screen-toolbar.module.css'
import type { TypingProgress as Progress } from './use-typing.ts'

export interface TypingProgressProps {
  readonly progress: Progress
  readonly onStop: () => void
}

/** How far a text has been typed, and the way to stop it. */
export function TypingProgress({ progress, onStop }: TypingProgressProps) {
  const { t } = useTranslation()
  return (
    <div className={css.progress} role="status">
      <span>{t('console.typing.progress', { ...progress })}</span>
      <Button look="quiet" onClick={onStop}>
        {t('console.typing.stop')}
      </Button>
    </div>
  )
}
