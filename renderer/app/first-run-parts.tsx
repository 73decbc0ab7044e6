import { lazy, Suspense } from 'react'
import type { FirstRunParts } from '../features/first-run/first-run.tsx'

const loadRows = () => import('../features/host-check/host-check-rows.tsx')
const HostCheckRows = lazy(loadRows)

/** Fetches what the second page will need. */
export const preloadFirstRunParts = (): void => void loadRows()

/** Features do not know of each other, so the first-run pages get the others' parts from here. */
export const firstRunParts: FirstRunParts = {
  hostCheck: () => (
    <Suspense fallback={null}>
      <HostCheckRows />
    </Suspense>
  ),
}
