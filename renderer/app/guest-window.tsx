import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { selectStatus, useGuest, useGuests } from '../stores/guests-store.ts'
import { GuestScreenPage } from '../features/details/guest-screen-page.tsx'
import { Dialogs } from './dialogs.tsx'
import { renderScreen } from './guest-parts.tsx'
import css from './shell.module.css'

const Toaster = lazy(() => import('../ui/toaster.tsx'))

/** A window of its own for one guest's screen. Main closes it when the guest is no more. */
export function GuestWindow({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const guest = useGuest(id)
  const status = useGuests(selectStatus)
  const name = guest?.name
  useEffect(() => {
    if (name !== undefined) document.title = t('app.windowOf', { name })
  }, [name, t])
  return (
    <>
      {/* The same one from the first moment: menus are put into it (ui/portal-home.ts). */}
      <main className={guest === undefined ? css.lost : css.guest} aria-label={name}>
        {guest === undefined ? (
          status === 'ready' && <p>{t('app.guestGone')}</p>
        ) : (
          <GuestScreenPage guest={guest} screen={(shown) => renderScreen(shown, true)} />
        )}
      </main>
      <Suspense fallback={null}>
        <Dialogs />
        <Toaster />
      </Suspense>
    </>
  )
}
