import { useTranslation } from 'react-i18next'
import { en } from '../i18n/en/index.ts'
import css from './keys.module.css'

type NamedKey = keyof typeof en.keys

const isNamed = (key: string): key is NamedKey => Object.hasOwn(en.keys, key)

/** Keys that are pressed together, such as "Ctrl+Shift+Tab", by their names on the keyboard. */
export function Keys({ keys }: { readonly keys: string }) {
  const { t } = useTranslation()
  return (
    <kbd className={css.keys}>
      {keys.split('+').map((key) => (
        <kbd key={key} className={css.key}>
          {isNamed(key) ? t(`keys.${key}`) : key}
        </kbd>
      ))}
    </kbd>
  )
}
