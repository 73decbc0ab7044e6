/** What an error or a notice says: what is so, and what to do about it. */
export interface Sentences {
  readonly message: string
  readonly next: string
}
