import type { HostCheckId, Mend } from '../../../shared/domain/host-check.ts'

/** What mends a row, and which one. */
export interface RowMend {
  readonly row: HostCheckId
  /** The row's name. */
  readonly name: string
  readonly mend: Mend
}
