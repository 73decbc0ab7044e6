import { useTranslation } from 'react-i18next'
import css from '../connection-overlay.module.css'

/** For a guest without a display. */
export default function NoScreen() {
  const { t } = useTranslation()
  return (
    <div className={css.none}>
      <p className={css.title}>{t('console.noScreen')}</p>
      <p>{t('console.noScreenNext')}</p>
    </div>
  )
}
