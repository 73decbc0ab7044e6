import * as z from 'zod/mini'

/** What cannot be, by its reason code: a question that is true where it is so. */
export type Refusals<T> = Readonly<Record<string, (value: T) => boolean>>

/** Checks for a schema; the message of an issue is the reason code. */
export const refusals = <T>(table: Refusals<T>) =>
  Object.entries(table).map(([reason, isSo]) => z.refine<T>((value) => !isSo(value), reason))
