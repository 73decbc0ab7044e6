import type { DraftSource } from '../draft-source.ts'

/** What an OVF is read with. */
export interface OvfSource extends DraftSource {
  /** Bytes by name of what is in the archive. */
  readonly members: ReadonlyMap<string, number>
}
