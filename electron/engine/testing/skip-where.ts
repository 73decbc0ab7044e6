import type { TestContext } from 'vitest'

declare module 'vitest' {
  interface TaskMeta {
    /** scripts/run/reports.mjs lists it; the JSON report leaves vitest's own note out. */
    skipReason?: string
  }
}

/** Ends a test here where something is not to be had, and says so in the counts. */
export function skipWhere({ task, skip }: TestContext, missing: boolean, reason: string): void {
  if (!missing) return
  task.meta.skipReason = reason
  skip(reason)
}
