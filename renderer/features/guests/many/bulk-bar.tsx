import { Ellipsis, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { selectMarked, setMarked, useView } from '../../../stores/view-store.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import css from './bulk-bar.module.css'
import { manyItems, markedText } from './many-items.tsx'
import { useOffer } from './use-offer.ts'

/** Buttons of the bar; what is left is in its menu. */
const BUTTONS = 3

/** What can be done with the guests that are marked; there while any is. */
export function BulkBar() {
  const { t } = useTranslation()
  const marked = useView(selectMarked)
  const offer = useOffer(marked)
  if (marked.length === 0) return null
  const label = markedText(marked.length, t)
  const items = manyItems(marked, offer, t)
  return (
    <div className={css.bar} role="group" aria-label={label}>
      <span className={css.count} role="status">
        {label}
      </span>
      <div className={css.actions}>
        {items.slice(0, BUTTONS).map(({ key, label: word, icon, disabled, onSelect }) => (
          <Button key={key} look="quiet" icon={icon} disabled={disabled} onClick={onSelect}>
            {word}
          </Button>
        ))}
        <Menu
          items={items.slice(BUTTONS)}
          trigger={
            <IconButton label={t('action.more')}>
              <Ellipsis size={16} />
            </IconButton>
          }
        />
      </div>
      <IconButton label={t('bulk.unmark')} onClick={() => setMarked([])}>
        <X size={16} />
      </IconButton>
    </div>
  )
}
