import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useHostCheck } from '../../stores/host-check-store.ts'
import { Button } from '../../ui/button.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import css from './host-check.module.css'
import HostCheckRows from './host-check-rows.tsx'
import { checkAgain } from './use-host-check.ts'

/** What this computer can do for machines, and what would mend the rest. */
export default function HostCheckPage({ lead }: { readonly lead: ReactNode }) {
  const { t } = useTranslation()
  const running = useHostCheck(({ state }) => state === 'running')
  return (
    <div className={css.page}>
      <div className={css.top}>
        <PageHeader lead={lead} title={t('hostCheck.title')}>
          <div className={css.tools}>
            <Button
              icon={<RotateCw size={16} />}
              disabled={running}
              onClick={() => void checkAgain()}
            >
              {t('hostCheck.again')}
            </Button>
          </div>
        </PageHeader>
      </div>
      <div className={css.content}>
        <p className={css.quiet}>{t('hostCheck.intro')}</p>
        <HostCheckRows />
      </div>
    </div>
  )
}
