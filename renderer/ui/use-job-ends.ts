import { useState } from 'react'

/** How many operations on a guest have ended since this was first shown; `job` is its view's. */
export function useJobEnds(job: string | null): number {
  const [seen, setSeen] = useState({ job, ends: 0 })
  if (seen.job === job) return seen.ends
  const ends = seen.ends + (seen.job === null ? 0 : 1)
  // While rendering, so that nothing is shown of the count before (react.dev, useState).
  setSeen({ job, ends })
  return ends
}
