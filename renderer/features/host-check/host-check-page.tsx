import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useHostCheck } from '../../stores/host-check-store.ts'
import { Button } from '../../ui/button.tsx'
import css from './host-check.module.css'
import HostCheckRows from './host-check-rows.tsx'
import { checkAgain } from './use-host-check.ts'

/** What this computer can do for machines, and what would mend the rest. */
export default function HostCheckPage({ lead }: { readonly lead: ReactNode }) {
  const { t } = useTranslation()
  const running = useHostCheck(({ state }) => state === 'running')
  return (
    <div className={css.page}>
      <header className={css.header}>
        {lead}
        <h1 className={css.title}>{t('hostCheck.title')}</h1>
        <Button icon={<RotateCw size={16} />} disabled={running} onClick={() => void checkAgain()}>
          {t('hostCheck.again')}
        </Button>
      </header>
      <div className={css.content}>
        <p className={css.quiet}>{t('hostCheck.intro')}</p>
        <HostCheckRows />
      </div>
    </div>
  )
}
