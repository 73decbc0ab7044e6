import type { snapshots as english } from '../en/snapshots.ts'
import type { Texts } from '../texts.ts'

export const snapshots: Texts<typeof english> = {}
