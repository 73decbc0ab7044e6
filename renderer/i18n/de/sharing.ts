import type { sharing as english } from '../en/sharing.ts'
import type { Texts } from '../texts.ts'

export const sharing: Texts<typeof english> = {}
