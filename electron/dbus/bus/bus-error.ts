/** Why a call on the bus came to nothing. */
export type BusErrorKind =
  /** There is no bus, or it refuses us. */
  | 'none'
  /** The connection has ended. */
  | 'lost'
  /** No answer in time. */
  | 'slow'
  /** The other side answered with an error. */
  | 'refused'

export class BusError extends Error {
  override readonly name = 'BusError'
  readonly kind: BusErrorKind
  /** Of D-Bus, with `refused`; empty otherwise. */
  readonly errorName: string

  constructor(kind: BusErrorKind, message: string, errorName = '') {
    super(message)
    this.kind = kind
    this.errorName = errorName
  }
}
