import { lazy, Suspense, useEffect, useLayoutEffect, useState } from 'react'
import { Announcer } from '../features/guests/announcer.tsx'
import { Dialogs } from './dialogs.tsx'
import { firstRunParts, preloadFirstRunParts } from './first-run-parts.tsx'
import { preloadGuestPage } from './page.tsx'
import { useLeaving } from '../stores/leaving-store.ts'
import { Shell } from './shell.tsx'
import { handleShortcut } from './shortcuts.ts'
import { useFirstRun } from './use-first-run.ts'

const FirstRun = lazy(() => {
  preloadFirstRunParts()
  return import('../features/first-run/first-run.tsx')
})
const LeavingOverlay = lazy(() => import('../features/leaving/leaving-overlay.tsx'))
const Toaster = lazy(() => import('../ui/toaster.tsx'))

/** What the first picture does not need waits for the first moment with nothing better to do. */
function useSettled(): boolean {
  const [settled, setSettled] = useState(false)
  useEffect(() => {
    const handle = requestIdleCallback(() => {
      setSettled(true)
      preloadGuestPage()
    })
    return () => cancelIdleCallback(handle)
  }, [])
  return settled
}

export function App() {
  const settled = useSettled()
  const isLeaving = useLeaving(({ leaving }) => leaving !== null)
  const firstRun = useFirstRun()
  return (
    <>
      {firstRun === 'shown' && (
        <Suspense fallback={null}>
          <FirstRun parts={firstRunParts} />
        </Suspense>
      )}
      {firstRun === 'done' && <Window />}
      {isLeaving && (
        <Suspense fallback={null}>
          <LeavingOverlay />
        </Suspense>
      )}
      {settled && (
        <Suspense fallback={null}>
          <Toaster />
        </Suspense>
      )}
    </>
  )
}

/** The window of somebody who has been through the first-run pages. */
function Window() {
  // Before the first paint: a key that is pressed as soon as the window is seen counts.
  useLayoutEffect(() => {
    // While bubbling: consoles stop the keys that they take.
    window.addEventListener('keydown', handleShortcut)
    return () => window.removeEventListener('keydown', handleShortcut)
  }, [])
  return (
    <>
      <Shell />
      <Announcer />
      <Suspense fallback={null}>
        <Dialogs />
      </Suspense>
    </>
  )
}
