/**
 * Why something was not had of the bus. none: there is no bus that could be reached. lost: the
 * connection has ended. slow: no answer came in time. refused: an error was the answer.
 */
export type BusTrouble = 'none' | 'lost' | 'slow' | 'refused'

export class BusError extends Error {
  readonly trouble: BusTrouble
  /** Of an answer that was an error: its name, such as "org.freedesktop.DBus.Error.ServiceUnknown". */
  readonly errorName: string

  constructor(trouble: BusTrouble, message: string, errorName = '') {
    super(message)
    this.name = 'BusError'
    this.trouble = trouble
    this.errorName = errorName
  }
}
