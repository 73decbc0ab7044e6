import type { HostOffer } from './host-offer.ts'
import type { Remarks } from './remarks.ts'

/** What the parts of a description are read with. */
export interface DraftSource {
  /** Of the file, for errors. */
  readonly path: string
  readonly offer: HostOffer
  readonly remarks: Remarks
}
