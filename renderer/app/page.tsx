import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Overview } from '../features/guests/overview.tsx'
import {
  followGuests,
  selectError,
  selectStatus,
  useGuest,
  useGuests,
} from '../stores/guests-store.ts'
import { type Place, selectPlace, useView } from '../stores/view-store.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { guestPageParts } from './guest-parts.tsx'
import css from './shell.module.css'

const loadGuestPage = () => import('../features/details/guest-page.tsx')
const GuestPage = lazy(loadGuestPage)
const StoragePage = lazy(() => import('../features/storage/storage-page.tsx'))
const ActivityPage = lazy(() => import('../features/activity/activity-page.tsx'))

const HostCheckPage = lazy(() => import('../features/host-check/host-check-page.tsx'))
const SettingsPage = lazy(() => import('../features/settings/settings-page.tsx'))

/** Fetches what the first click will need. */
export const preloadGuestPage = (): void => void loadGuestPage()

/** What fills the window beside the sidebar. */
export function Page({ lead }: { readonly lead: ReactNode }) {
  const place = useView(selectPlace)
  const status = useGuests(selectStatus)
  if (status === 'failed') return <Lost />
  return <Suspense fallback={null}>{pageOf(place, lead)}</Suspense>
}

function pageOf(place: Place, lead: ReactNode): ReactNode {
  switch (place.kind) {
    case 'machines':
      return <Overview lead={lead} />
    case 'guest':
      return <OneGuest key={place.id} id={place.id} lead={lead} />
    case 'storage':
      return <StoragePage lead={lead} />
    case 'activity':
      return <ActivityPage lead={lead} />
    case 'host-check':
      return <HostCheckPage lead={lead} />
    case 'settings':
      return <SettingsPage lead={lead} />
  }
}

function OneGuest({ id, lead }: { readonly id: string; readonly lead: ReactNode }) {
  const isThere = useGuest(id) !== undefined
  return isThere ? (
    <GuestPage id={id} lead={lead} parts={guestPageParts} />
  ) : (
    <Overview lead={lead} />
  )
}

/** The mirror of the guests broke. */
function Lost() {
  const { t } = useTranslation()
  const error = useGuests(selectError)
  return (
    <div className={css.lost}>
      {error !== null && (
        <ErrorNotice
          error={error}
          actions={<Button onClick={() => followGuests()}>{t('app.tryAgain')}</Button>}
        />
      )}
    </div>
  )
}
