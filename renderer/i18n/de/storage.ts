import type { storage as english } from '../en/storage.ts'
import type { Texts } from '../texts.ts'

export const storage: Texts<typeof english> = {}
