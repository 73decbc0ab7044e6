/** A dictionary of the same shape in another language: every key is there, every text is its own. */
export type Texts<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]>
}
