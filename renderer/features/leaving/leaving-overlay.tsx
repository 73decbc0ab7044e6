import { AlertDialog } from 'radix-ui'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type AfterStopping, isLeft, type LeavingView } from '../../../shared/domain/leaving.ts'
import { formatNumber } from '../../i18n/format.ts'
import { call, errorDataOf } from '../../ipc/call.ts'
import { useLeaving } from '../../stores/leaving-store.ts'
import { Button } from '../../ui/button.tsx'
import { useFocusReturn } from '../../ui/focus-return.ts'
import { Mark } from '../../ui/mark.tsx'
import { modalMark } from '../../ui/modal.ts'
import { notifyFailure } from '../../ui/notify.ts'
import css from './leaving-overlay.module.css'
import { LeavingRow } from './leaving-row.tsx'

/** Over the whole window while machines are left: what is done with each, and how to end that. */
export default function LeavingOverlay() {
  const leaving = useLeaving((state) => state.leaving)
  return leaving === null ? null : <Overlay leaving={leaving} />
}

function Overlay({ leaving }: { readonly leaving: LeavingView }) {
  const { t } = useTranslation()
  const returnFocus = useFocusReturn()
  const content = useRef<HTMLDivElement>(null)
  const { reason, guests, stopping } = leaving
  const done = guests.filter(isLeft).length
  const text = stopping ? t(`leaving.stopping.${reason}`) : t(`leaving.text.${reason}`)
  return (
    <AlertDialog.Root open>
      <AlertDialog.Portal>
        <AlertDialog.Content
          ref={content}
          className={css.overlay}
          {...modalMark}
          // No button: whoever is typing as this appears must not press one.
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            content.current?.focus()
          }}
          onCloseAutoFocus={returnFocus}
          onEscapeKeyDown={(event) => event.preventDefault()}
        >
          <div className={css.column}>
            <header className={css.header}>
              <Mark size={32} />
              <div>
                <AlertDialog.Title className={css.title}>
                  {t(`leaving.title.${reason}`)}
                </AlertDialog.Title>
                <AlertDialog.Description className={css.text}>
                  {done === guests.length ? t('leaving.over') : text}
                </AlertDialog.Description>
              </div>
            </header>
            {/* The arrow keys scroll it. */}
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <ul className={css.list} tabIndex={0} aria-label={t('leaving.machines')}>
              {guests.map((guest) => (
                <LeavingRow key={guest.id} guest={guest} reason={reason} />
              ))}
            </ul>
            <footer className={css.footer}>
              <p className={css.done} role="status">
                {t('leaving.done', { done: formatNumber(done), of: formatNumber(guests.length) })}
              </p>
              <Choices leaving={leaving} over={done === guests.length} />
            </footer>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

function stop(after: AfterStopping): void {
  call('leaving.stop', { after }).catch((caught: unknown) =>
    notifyFailure({ id: 'leaving', error: errorDataOf(caught) }),
  )
}

/** What the person may do about it. */
function Choices({ leaving, over }: { readonly leaving: LeavingView; readonly over: boolean }) {
  const { t } = useTranslation()
  const { reason, stopping } = leaving
  if (reason === 'shutdown') {
    // Where the computer does not go down in the end, and nobody says so.
    return over ? <Button onClick={() => stop('stay')}>{t('action.close')}</Button> : null
  }
  return (
    <div className={css.choices}>
      <Button disabled={stopping || over} onClick={() => stop('end')}>
        {t(`leaving.endNow.${reason}`)}
      </Button>
      {reason === 'quit' && (
        <Button disabled={stopping || over} onClick={() => stop('stay')}>
          {t('action.cancel')}
        </Button>
      )}
    </div>
  )
}
