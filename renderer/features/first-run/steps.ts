/** Where a page is among the others. */
export interface Steps {
  /** From 1. */
  readonly step: number
  readonly of: number
  /** undefined on the first. */
  readonly onBack: (() => void) | undefined
  readonly onNext: () => void
}
