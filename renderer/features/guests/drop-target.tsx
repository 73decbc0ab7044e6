import { FileDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import css from './drop-target.module.css'

/** Lies over what files can be dropped on while they are held over it. */
export function DropTarget() {
  const { t } = useTranslation()
  return (
    <div className={css.target}>
      <p className={css.text}>
        <FileDown size={28} aria-hidden="true" />
        <span className={css.title}>{t('drop.title')}</span>
        <span>{t('drop.kinds')}</span>
      </p>
    </div>
  )
}
