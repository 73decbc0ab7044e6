import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { keep, type ListSort, listSorts, useKept } from '../../stores/kept-store.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { OptionMenu } from '../../ui/option-menu.tsx'
import css from './overview.module.css'

const sortWords = {
  name: 'list.sortName',
  state: 'list.sortState',
  changed: 'list.sortChanged',
  created: 'list.sortCreated',
} as const satisfies Record<ListSort, string>

/** How the machines are sorted, and whether they are cards or rows. */
export function OverviewTools() {
  const { t } = useTranslation()
  const layout = useKept((state) => state.layout)
  const sort = useKept((state) => state.sort)
  return (
    <div className={css.tools}>
      <OptionMenu
        trigger={
          <Button look="quiet">
            <span>
              <span className={css.sort}>{t('list.sort')}</span> {t(sortWords[sort])}
            </span>
            <ChevronDown size={14} aria-hidden="true" />
          </Button>
        }
        groups={[
          {
            key: 'sort',
            chosen: sort,
            options: listSorts.map((by) => ({
              key: by,
              label: t(sortWords[by]),
              onSelect: () => keep({ sort: by }),
            })),
          },
        ]}
      />
      <Choice
        label={t('list.layout')}
        value={layout}
        options={[
          { value: 'cards', label: t('list.cards') },
          { value: 'rows', label: t('list.rows') },
        ]}
        onChange={(next) => keep({ layout: next })}
      />
    </div>
  )
}
