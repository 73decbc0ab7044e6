import { useTranslation } from 'react-i18next'
import { useReleaseKeys } from '../../actions/release-keys.ts'
import {
  type Shortcut,
  shortcutGroups,
  type ShortcutId,
  shortcutIds,
  shortcutTable,
} from '../../actions/shortcut-table.ts'
import { closeDialog } from '../../stores/view-store.ts'
import { Dialog, DialogBody } from '../../ui/dialog.tsx'
import { Keys } from '../../ui/keys.tsx'
import css from './shortcuts-dialog.module.css'

/** All shortcuts, by where they hold. */
export default function ShortcutsDialog() {
  const { t } = useTranslation()
  return (
    <Dialog title={t('shortcuts.title')} width="wide" onClose={closeDialog}>
      <DialogBody>
        {/* It scrolls, so the keyboard has to get there. */}
        <div
          className={css.groups}
          role="group"
          aria-label={t('shortcuts.title')}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          data-first-focus
        >
          {shortcutGroups.map((group) => (
            <section key={group} aria-labelledby={`shortcuts-${group}`}>
              <h3 id={`shortcuts-${group}`} className={css.heading}>
                {t(`shortcuts.groups.${group}`)}
              </h3>
              <dl className={css.list}>
                {shortcutIds
                  .filter((id) => shortcutTable[id].group === group)
                  .map((id) => (
                    <Row key={id} id={id} />
                  ))}
              </dl>
            </section>
          ))}
        </div>
      </DialogBody>
    </Dialog>
  )
}

function Row({ id }: { readonly id: ShortcutId }) {
  const { t } = useTranslation()
  const shortcut: Shortcut = shortcutTable[id]
  const { range } = shortcut
  const releaseKeys = useReleaseKeys()
  // The person may have chosen others.
  const keys = id === 'release' ? [releaseKeys] : shortcut.keys
  const shown = range === true ? [keys[0] ?? '', keys.at(-1) ?? ''] : keys
  return (
    <div className={css.row}>
      <dt>{t(`shortcuts.${id}`)}</dt>
      <dd>
        {shown.map((combination, index) => (
          <span key={combination} className={css.keys}>
            {index > 0 && (
              <span className={css.between}>{t(range ? 'shortcuts.to' : 'shortcuts.or')}</span>
            )}
            <Keys keys={combination} />
          </span>
        ))}
      </dd>
    </div>
  )
}
