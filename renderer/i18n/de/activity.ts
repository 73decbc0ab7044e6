import type { activity as english } from '../en/activity.ts'
import type { Texts } from '../texts.ts'

export const activity: Texts<typeof english> = {}
