import { lazy, type ReactNode, Suspense } from 'react'
import type { GuestView } from '../../shared/domain/guest.ts'
import type { GuestPageParts } from '../features/details/guest-page.tsx'

const VncScreen = lazy(() => import('../features/console/screen/vnc-screen.tsx'))
const SerialConsole = lazy(() => import('../features/console/serial/serial-console.tsx'))
const NoScreen = lazy(() => import('../features/console/screen/no-screen.tsx'))
const HardwarePage = lazy(() => import('../features/hardware/hardware-page.tsx'))
const DiskStorage = lazy(() => import('../features/storage/disk-storage.tsx'))
const SnapshotsPage = lazy(() => import('../features/snapshots/snapshots-page.tsx'))
const SharingPage = lazy(() => import('../features/sharing/sharing-page.tsx'))

/** Where a guest's screen is shown: on its page, or in a window of its own. */
export function renderScreen(guest: GuestView, own: boolean): ReactNode {
  return (
    <Suspense fallback={null}>
      {guest.config?.display === 'none' ? (
        <NoScreen />
      ) : (
        <VncScreen guest={guest} ownWindow={own} />
      )}
    </Suspense>
  )
}

/** Features do not know of each other, so the page of a guest gets the others' parts from here. */
export const guestPageParts: GuestPageParts = {
  screen: (guest) => renderScreen(guest, false),
  serial: (guest) => (
    <Suspense fallback={null}>
      <SerialConsole guest={guest} />
    </Suspense>
  ),
  hardware: (guest) => (
    <Suspense fallback={null}>
      <HardwarePage
        guest={guest}
        diskDetails={(disk) => (
          <Suspense fallback={null}>
            <DiskStorage guest={guest} disk={disk} />
          </Suspense>
        )}
      />
    </Suspense>
  ),
  snapshots: (guest) => (
    <Suspense fallback={null}>
      <SnapshotsPage guest={guest} />
    </Suspense>
  ),
  sharing: (guest) => (
    <Suspense fallback={null}>
      <SharingPage guest={guest} />
    </Suspense>
  ),
}
