import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { CommandBox } from '../../ui/command-box.tsx'
import css from './host-check.module.css'
import { MendDialog } from './mend-dialog.tsx'
import type { RowMend } from './row-mend.ts'

/** The command that mends a finding: to copy, or to have it run. */
export function MendLine({ row, name, mend }: RowMend) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const command = useId()
  return (
    <div className={css.mend}>
      <CommandBox id={command} label={t('hostCheck.command', { row: name })} command={mend.command}>
        {mend.doable && (
          <Button aria-describedby={command} onClick={() => setAsking(true)}>
            {t('hostCheck.doIt')}
          </Button>
        )}
      </CommandBox>
      {mend.afterLogin && <p className={css.quiet}>{t('hostCheck.afterLogin')}</p>}
      {asking && <MendDialog row={row} name={name} mend={mend} onClose={() => setAsking(false)} />}
    </div>
  )
}
