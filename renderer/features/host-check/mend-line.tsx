import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { CommandBox } from '../../ui/command-box.tsx'
import css from './host-check.module.css'
import type { RowMend } from './row-mend.ts'

/** The command that mends a finding: to copy, or to have it run, about which `onAsk` asks. */
export function MendLine({
  name,
  mend,
  onAsk,
}: Omit<RowMend, 'row'> & { readonly onAsk: () => void }) {
  const { t } = useTranslation()
  const command = useId()
  return (
    <div className={css.mend}>
      <CommandBox id={command} label={t('hostCheck.command', { row: name })} command={mend.command}>
        {mend.doable && (
          <Button aria-describedby={command} onClick={onAsk}>
            {t('hostCheck.doIt')}
          </Button>
        )}
      </CommandBox>
      {mend.afterLogin && <p className={css.quiet}>{t('hostCheck.afterLogin')}</p>}
    </div>
  )
}
