import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import changelog from '../../../CHANGELOG.md?raw'
import { isEnglish } from '../../i18n/index.ts'
import { call } from '../../ipc/call.ts'
import { closeDialog } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { newsOf } from './news.ts'
import css from './settings.module.css'

/** What is new in this version. `updated`: it is told by itself, after an update. */
export default function NewsDialog({ updated }: { readonly updated: boolean }) {
  const { t } = useTranslation()
  const info = useAnswer(useCallback(() => call('app.info'), [])).value
  // The answer of a moment; without it there is nothing to say.
  if (info == null) return null
  const { version } = info
  const parts = newsOf(changelog, version)?.parts ?? []
  return (
    <Dialog
      title={t(updated ? 'settings.news.title' : 'settings.news.plainTitle', { version })}
      width="wide"
      onClose={closeDialog}
    >
      <DialogBody>
        {/* It scrolls, so the keyboard has to get there. */}
        <div
          className={css.news}
          role="group"
          aria-label={t('settings.whatIsNew')}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          data-first-focus
        >
          {parts.length === 0 && <p>{t('settings.news.nothing')}</p>}
          {parts.length > 0 && !isEnglish() && (
            <p className={css.quiet}>{t('settings.news.inEnglish')}</p>
          )}
          {parts.map(({ title, items }) => (
            <section key={title} lang="en">
              <h3>{title}</h3>
              <ul>
                {items.map((item) => (
                  <li key={item} className="selectable">
                    {item}
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button look="primary" onClick={closeDialog}>
          {t('action.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
