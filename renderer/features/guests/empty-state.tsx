import { useTranslation } from 'react-i18next'
import { openDialog } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Mark } from '../../ui/mark.tsx'
import css from './empty-state.module.css'

/** Before the first machine: the mark, a sentence, and the one thing to do. */
export function EmptyState() {
  const { t } = useTranslation()
  return (
    <div className={css.empty}>
      <Mark size={88} />
      <h1 className={css.title}>{t('overview.emptyTitle')}</h1>
      <p className={css.text}>{t('overview.emptyText')}</p>
      <Button look="primary" size="large" onClick={() => openDialog({ kind: 'create' })}>
        {t('action.newMachine')}
      </Button>
      <p className={css.drop}>{t('overview.emptyDrop')}</p>
    </div>
  )
}
