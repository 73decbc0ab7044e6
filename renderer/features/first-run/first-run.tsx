import { type ReactNode, useState } from 'react'
import { selectRunning, useAdoption } from './adoption-store.ts'
import { AdoptingPage } from './adopting-page.tsx'
import { KeepPage } from './keep-page.tsx'
import { ReadyPage } from './ready-page.tsx'
import { useFoundMachines } from './use-found-machines.ts'
import { WherePage } from './where-page.tsx'

export interface FirstRunParts {
  /** The rows of the host check, which begins when they are first shown. */
  readonly hostCheck: () => ReactNode
}

/** How many pages there are. */
const PAGES = 3

/**
 * What a new user sees instead of the window's pages, until they are through or skip it. Each choice
 * is a setting at once, so that a start after a crash shows what was chosen; only the page is not kept.
 */
export default function FirstRun({ parts }: { readonly parts: FirstRunParts }) {
  const [index, setIndex] = useState(0)
  // Searched for from the beginning: the last page then knows.
  const found = useFoundMachines()
  const adopting = useAdoption(selectRunning)
  const steps = {
    step: index + 1,
    of: PAGES,
    onBack: index === 0 ? undefined : () => setIndex(index - 1),
    onNext: () => setIndex(index + 1),
  }
  if (adopting) return <AdoptingPage />
  if (index === 0) return <WherePage steps={steps} />
  if (index === 1) return <ReadyPage steps={steps} hostCheck={parts.hostCheck()} />
  return <KeepPage steps={steps} found={found} />
}
