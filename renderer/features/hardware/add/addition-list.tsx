import { Command } from 'cmdk'
import { useTranslation } from 'react-i18next'
import { useForm } from '../form-context.ts'
import { type AdditionKind, additionKinds, whyNot } from './additions.ts'
import css from './add.module.css'

/** Searchable; what cannot be added stays in it and says why. */
export function AdditionList({ onSelect }: { readonly onSelect: (kind: AdditionKind) => void }) {
  const { t } = useTranslation()
  const { config, offer } = useForm()
  return (
    <Command className={css.command} label={t('hardware.addTitle')} loop>
      <Command.Input className={css.search} placeholder={t('hardware.addSearch')} autoFocus />
      <Command.List className={css.list} label={t('hardware.addTitle')}>
        <Command.Empty className={css.empty}>{t('hardware.addNothing')}</Command.Empty>
        {additionKinds.map((kind) => {
          const reason = whyNot(kind, config, offer)
          const title = t(`addition.${kind}.title`)
          const text = t(`addition.${kind}.text`)
          return (
            <Command.Item
              key={kind}
              className={css.item}
              value={kind}
              keywords={[title, text]}
              disabled={reason !== null}
              onSelect={() => onSelect(kind)}
            >
              <span className={css.title}>{title}</span>
              <span className={css.text}>{reason ?? text}</span>
            </Command.Item>
          )
        })}
      </Command.List>
    </Command>
  )
}
