import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SelectField } from '../../ui/select-field.tsx'
import css from './item-list.module.css'
import type { Item, ItemGroup } from './items.tsx'

interface ItemListProps {
  readonly groups: readonly ItemGroup[]
  readonly chosen: string
  readonly onChoose: (key: string) => void
  /** Items with changes that are not applied. */
  readonly changed: ReadonlySet<string>
  readonly wrong: ReadonlySet<string>
  /** Below the list, e.g. a button. */
  readonly action: ReactNode
}

/** What the guest consists of: a list at the left, or above the form where there is no room. */
export function ItemList({ groups, chosen, onChoose, changed, wrong, action }: ItemListProps) {
  const { t } = useTranslation()
  const id = useId()
  const items = groups.flatMap((group) => group.items)
  return (
    <nav className={css.side} aria-label={t('hardware.list')}>
      <div className={css.list}>
        {groups.map((group, index) => (
          <div key={group.name} className={css.group}>
            <h2 className={css.heading} id={`${id}-${index}`}>
              {group.name}
            </h2>
            <ul aria-labelledby={`${id}-${index}`}>
              {group.items.map((item) => (
                <li key={item.key}>
                  <Row
                    item={item}
                    current={item.key === chosen}
                    changed={changed.has(item.key)}
                    wrong={wrong.has(item.key)}
                    onChoose={() => onChoose(item.key)}
                  />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      <div className={css.picker}>
        <SelectField
          label={t('hardware.pickItem')}
          value={chosen}
          options={items.map(({ key, name, fact }) => ({
            value: key,
            label: `${fact === '' ? name : `${name}: ${fact}`}${changed.has(key) ? ' •' : ''}`,
          }))}
          onChange={onChoose}
        />
      </div>
      <div className={css.action}>{action}</div>
    </nav>
  )
}

interface RowProps {
  readonly item: Item
  readonly current: boolean
  readonly changed: boolean
  readonly wrong: boolean
  readonly onChoose: () => void
}

function Row({ item: { name, fact, icon }, current, changed, wrong, onChoose }: RowProps) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      className={css.row}
      aria-current={current ? 'true' : undefined}
      onClick={onChoose}
    >
      {icon}
      <span className={css.text}>
        <span className={css.name}>{name}</span>
        {fact !== '' && (
          <span className={css.fact} title={fact}>
            {fact}
          </span>
        )}
      </span>
      {(changed || wrong) && (
        <span className={css.mark} data-wrong={wrong}>
          <span className="visually-hidden">
            {t(wrong ? 'hardware.hasProblem' : 'hardware.changed')}
          </span>
        </span>
      )}
    </button>
  )
}
