import * as z from 'zod/mini'
import { method, nothing } from '../method.ts'

export const jobsMethods = {
  /** Its caller is then answered with JOB_CANCELLED. */
  'jobs.cancel': method(z.object({ id: z.uuid() }), nothing),
  /** Takes a job that has ended from the list. */
  'jobs.dismiss': method(z.object({ id: z.uuid() }), nothing),
} as const
