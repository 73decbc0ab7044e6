/** What the thread that checks on the terminal is started with. */
export interface WorkerRequest {
  readonly json: boolean
  readonly columns: number | null
  /** Two numbers, of 32 bits each: whether it is done, and the exit code. */
  readonly state: SharedArrayBuffer
}

/** Places in `state`. */
export const DONE = 0
export const CODE = 1
