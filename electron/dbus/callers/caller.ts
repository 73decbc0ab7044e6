/** Who calls, as the bus vouches for it. */
export interface Caller {
  /** Of the connection on the bus, such as ":1.42"; never given to another. */
  readonly uniqueName: string
  readonly uid: number
  /** Of the process when it connected, the primary group among them. */
  readonly gids: readonly number[]
}
