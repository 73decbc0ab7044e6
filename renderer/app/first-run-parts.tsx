import { lazy, Suspense } from 'react'
import type { FirstRunParts } from '../features/first-run/first-run.tsx'

const HostCheckRows = lazy(() => import('../features/host-check/host-check-rows.tsx'))

/** Features do not know of each other, so the first-run pages get the others' parts from here. */
export const firstRunParts: FirstRunParts = {
  hostCheck: () => (
    <Suspense fallback={null}>
      <HostCheckRows />
    </Suspense>
  ),
}
