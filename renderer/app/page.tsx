import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../shared/domain/guest.ts'
import { Overview } from '../features/guests/overview.tsx'
import {
  followGuests,
  selectError,
  selectStatus,
  useGuest,
  useGuests,
} from '../stores/guests-store.ts'
import { selectGuestId, useView } from '../stores/view-store.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import css from './shell.module.css'

const loadGuestPage = () => import('../features/details/guest-page.tsx')
const GuestPage = lazy(loadGuestPage)

/** Fetches what the first click will need. */
export const preloadGuestPage = (): void => void loadGuestPage()

const VncScreen = lazy(() => import('../features/console/vnc-screen.tsx'))
const SerialTerminal = lazy(() => import('../features/console/serial-terminal.tsx'))
const NoScreen = lazy(() => import('../features/console/no-screen.tsx'))

/** What fills the window beside the sidebar. */
export function Page({ lead }: { readonly lead: ReactNode }) {
  const id = useView(selectGuestId)
  const guest = useGuest(id ?? '')
  const status = useGuests(selectStatus)
  if (status === 'failed') return <Lost />
  if (id === null || guest === undefined) return <Overview lead={lead} />
  return (
    <Suspense fallback={null}>
      <GuestPage key={id} id={id} lead={lead} screen={renderScreen} serial={renderSerial} />
    </Suspense>
  )
}

/** Features do not know of each other, so the page of a guest gets its consoles from here. */
const renderScreen = ({ id, name, runtime, config }: GuestView): ReactNode => {
  if (runtime === null) return null
  return (
    <Suspense fallback={null}>
      {config?.display === 'none' ? (
        <NoScreen />
      ) : (
        <VncScreen id={id} name={name} run={runtime.run} />
      )}
    </Suspense>
  )
}

const renderSerial = ({ id, name, runtime, config }: GuestView): ReactNode => {
  const device = config?.serials[0]?.id
  if (device === undefined) return null
  return (
    <Suspense fallback={null}>
      <SerialTerminal id={id} name={name} device={device} run={runtime?.run ?? null} />
    </Suspense>
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
