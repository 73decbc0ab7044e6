import type { en } from './en/index.ts'
import type { Texts } from './texts.ts'

/** A whole dictionary: the shape of the English one. */
export type Translation = Texts<typeof en>
