import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { linesOf } from './paste.ts'
import css from './serial.module.css'

const SHOWN_LINES = 8

export interface PasteDialogProps {
  readonly text: string
  readonly onAnswer: (paste: boolean) => void
}

/** Asks before lines are pasted that the machine may run one by one. */
export function PasteDialog({ text, onAnswer }: PasteDialogProps) {
  const { t } = useTranslation()
  const lines = linesOf(text)
  const more = lines.length - SHOWN_LINES
  return (
    <ConfirmDialog
      title={t('serial.pasteTitle', { count: lines.length })}
      description={t('serial.pasteText')}
      onClose={() => onAnswer(false)}
      confirm={
        <Button look="primary" onClick={() => onAnswer(true)}>
          {t('serial.paste')}
        </Button>
      }
    >
      <pre className={css.pasted}>{lines.slice(0, SHOWN_LINES).join('\n')}</pre>
      {more > 0 && <p className={css.more}>{t('serial.pasteMore', { count: more })}</p>}
    </ConfirmDialog>
  )
}
