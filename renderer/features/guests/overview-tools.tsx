import { useTranslation } from 'react-i18next'
import { keep, useKept } from '../../stores/kept-store.ts'
import { Choice } from '../../ui/choice.tsx'
import { ChoiceMenu } from '../../ui/choice-menu.tsx'
import css from './overview.module.css'

/** How the machines are sorted, and whether they are cards or rows. */
export function OverviewTools() {
  const { t } = useTranslation()
  const layout = useKept((state) => state.layout)
  const sort = useKept((state) => state.sort)
  return (
    <div className={css.tools}>
      <ChoiceMenu
        label={t('list.sort')}
        value={sort}
        options={[
          { value: 'name', label: t('list.sortName') },
          { value: 'state', label: t('list.sortState') },
          { value: 'changed', label: t('list.sortChanged') },
          { value: 'created', label: t('list.sortCreated') },
        ]}
        onChange={(next) => keep({ sort: next })}
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
